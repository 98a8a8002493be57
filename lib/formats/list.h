/* Every log format that beadle reads.  The only registration. */
FORMAT(squid)
FORMAT(squid_common)
FORMAT(squid_combined)
FORMAT(squid_logformat)
FORMAT(postfix)
FORMAT(winlogbeat)
FORMAT(nxlog)
