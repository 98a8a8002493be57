# bash completion for beadle: commands, then what each one's --help lists.
_beadle() {
	local word=${COMP_WORDS[COMP_CWORD]} i command=
	for ((i = 1; i < COMP_CWORD; i++)); do
		[[ ${COMP_WORDS[i]} == -* ]] || { command=${COMP_WORDS[i]}; break; }
	done
	if [[ -z $command ]]; then
		COMPREPLY=($(compgen -W "$(beadle --help 2>/dev/null |
		    sed -n 's/^    \([a-z-]*\) .*/\1/p') --help --version" \
		    -- "$word"))
		return
	fi
	if [[ $word == -* ]]; then
		COMPREPLY=($(compgen -W "$(beadle "$command" --help 2>/dev/null |
		    grep -Eo '^ +(-[a-z], )?--?[a-z-]+' | tr -s ' ,' '\n') \
		    --help" -- "$word"))
		return
	fi
	case ${COMP_WORDS[COMP_CWORD - 1]} in
	-f) COMPREPLY=($(compgen -W "$(beadle formats -n 2>/dev/null)" \
	    -- "$word")) ;;
	*) COMPREPLY=($(compgen -f -- "$word")) ;;
	esac
}
complete -o filenames -F _beadle beadle
