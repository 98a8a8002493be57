<#
.SYNOPSIS
Copies what is new in Windows event logs into a folder, as .evtx.

.DESCRIPTION
For a scheduled task (SYSTEM, every hour) on the collector of forwarded
events, or on single servers.  Each record is copied once: the number of the
last one is kept in -State, and the next run goes on behind it.  Do not export
the same log twice by other means: an event that is written into another .evtx
is other bytes, and would count again.

.EXAMPLE
.\Export-EventLogs.ps1 -To \\beadle\incoming -Log ForwardedEvents
#>
param(
    [Parameter(Mandatory = $true)] [string] $To,
    [string[]] $Log = @('ForwardedEvents'),
    [string] $State = "$env:ProgramData\beadle"
)
$ErrorActionPreference = 'Stop'
New-Item -ItemType Directory -Force -Path $State | Out-Null

foreach ($name in $Log) {
    $short = $name -replace '[\\/ ]', '-'
    $mark = Join-Path $State "$short.txt"
    $last = [int64] 0
    if (Test-Path $mark) { $last = [int64] (Get-Content $mark -TotalCount 1) }
    $latest = Get-WinEvent -LogName $name -MaxEvents 1 -ErrorAction SilentlyContinue
    if ($null -eq $latest) { continue }
    $newest = [int64] $latest.RecordId
    # Cleared logs may count from 1 again.
    if ($newest -lt $last) { $last = [int64] 0 }
    if ($newest -eq $last) { continue }

    $time = [DateTime]::UtcNow.ToString('yyyyMMddTHHmmss')
    $file = "$env:COMPUTERNAME-$short-$time.evtx"
    # What begins with a dot is not read: the night may run meanwhile.
    $part = Join-Path $To ".$file"
    $query = "*[System[(EventRecordID > $last) and (EventRecordID <= $newest)]]"
    & wevtutil.exe epl $name $part "/q:$query"
    if ($LASTEXITCODE -ne 0) { throw "wevtutil epl $name ended with $LASTEXITCODE" }
    Rename-Item $part $file
    Set-Content -Path $mark -Value $newest
}
