/* Every log format that beadle reads.  The only registration. */
FORMAT(squid)
FORMAT(postfix)
FORMAT(winlogbeat)
FORMAT(nxlog)
