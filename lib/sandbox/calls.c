/*
 * The wall around system calls: seccomp.  What reading, memory and the
 * libraries of compression need is allowed; what only an intruder would ask
 * for ends the process; the rest is refused, so that a library which tries
 * something new gets an error and goes on.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <seccomp.h>

#include "walls.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const int allowed[] = { SCMP_SYS(read), SCMP_SYS(readv),
	SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(_llseek),
	SCMP_SYS(close), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(fstat),
	SCMP_SYS(stat64), SCMP_SYS(lstat64), SCMP_SYS(fstat64),
	SCMP_SYS(newfstatat), SCMP_SYS(fstatat64), SCMP_SYS(statx),
	SCMP_SYS(fadvise64), SCMP_SYS(fadvise64_64), SCMP_SYS(readahead),
	SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk),
	SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
	SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid),
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64),
	SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(uname),
	SCMP_SYS(sysinfo), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(sigreturn),
	SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group) };

static const int deadly[] = { SCMP_SYS(execve), SCMP_SYS(execveat),
	SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(clone), SCMP_SYS(clone3),
	SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect),
	SCMP_SYS(bind), SCMP_SYS(sendto), SCMP_SYS(sendmsg),
	SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_open),
	SCMP_SYS(pidfd_getfd), SCMP_SYS(kill), SCMP_SYS(unshare),
	SCMP_SYS(setns), SCMP_SYS(mount), SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd),
	SCMP_SYS(io_uring_setup), SCMP_SYS(memfd_create), SCMP_SYS(unlink),
	SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat),
	SCMP_SYS(renameat2), SCMP_SYS(truncate), SCMP_SYS(chmod),
	SCMP_SYS(fchmodat), SCMP_SYS(link), SCMP_SYS(linkat),
	SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(keyctl) };

static bool
add_lists(scmp_filter_ctx f)
{
	bool good = true;
	size_t i;

	for (i = 0; good && i < COUNT(allowed); i++)
		good = seccomp_rule_add(f, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
	for (i = 0; good && i < COUNT(deadly); i++)
		good = seccomp_rule_add(f, SCMP_ACT_KILL_PROCESS, deadly[i],
			   0) == 0;
	return good;
}

/* Opening to read; a bit of any other wish, and it is refused. */
static bool
add_opening(scmp_filter_ctx f)
{
	const uint64_t wishes = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND |
	    (O_TMPFILE & ~O_DIRECTORY);

	return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
		   SCMP_A2(SCMP_CMP_MASKED_EQ, wishes, O_RDONLY)) == 0 &&
	    seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
		SCMP_A1(SCMP_CMP_MASKED_EQ, wishes, O_RDONLY)) == 0;
}

/* Memory that can be run is not made any more. */
static bool
add_memory(scmp_filter_ctx f)
{
	static const int calls[] = { SCMP_SYS(mmap), SCMP_SYS(mmap2),
		SCMP_SYS(mprotect) };
	bool good = true;
	size_t i;

	for (i = 0; good && i < COUNT(calls); i++)
		good = seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 1,
			   SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
	return good;
}

static bool
add_writing(scmp_filter_ctx f, int fd)
{
	return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
		   SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)fd, 0)) == 0 &&
	    seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(writev), 1,
		SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)fd, 0)) == 0;
}

/* A signal only to itself (abort), flags of a descriptor only to be read,
 * and the question whether it is a terminal; limits only to be asked. */
static bool
add_rest(scmp_filter_ctx f)
{
	return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
		   SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0)) == 0 &&
	    seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
		SCMP_A1(SCMP_CMP_EQ, F_GETFL, 0)) == 0 &&
	    seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
		SCMP_A1(SCMP_CMP_EQ, F_GETFD, 0)) == 0 &&
	    seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
		SCMP_A1(SCMP_CMP_EQ, TCGETS, 0)) == 0 &&
	    seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
		SCMP_A2(SCMP_CMP_EQ, 0, 0)) == 0;
}

int
wall_calls(const struct sandbox_reading *r)
{
	scmp_filter_ctx f;
	bool good;
	size_t i;

	if (prctl(PR_GET_SECCOMP) == -1 && errno == EINVAL)
		return 0; /* a kernel without it */
	f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	good = f != NULL;
	/* A foreign set of calls (32-bit ones on a 64-bit machine) has other
	 * numbers: libseccomp ends the process that tries. */
	good = good &&
	    seccomp_attr_set(f, SCMP_FLTATR_ACT_BADARCH,
		SCMP_ACT_KILL_PROCESS) == 0 &&
	    add_lists(f) && add_opening(f) && add_memory(f) &&
	    add_writing(f, STDERR_FILENO) && add_rest(f);
	for (i = 0; good && i < r->output_count; i++)
		good = add_writing(f, r->outputs[i]);
	good = good && seccomp_load(f) == 0;
	seccomp_release(f);
	return good ? WALL_CALLS : -1;
}
