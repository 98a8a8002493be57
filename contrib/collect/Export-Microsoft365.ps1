<#
.SYNOPSIS
Writes a day (UTC) of Microsoft 365's message trace and audit log as CSV.

.DESCRIPTION
For a scheduled task, once a day.  Needs the module ExchangeOnlineManagement
and an application in Entra ID with a certificate and the roles
"View-Only Recipients" and "View-Only Audit Logs", and nothing more.  Without
-Day it is the day before yesterday: both logs may come late, and a day that
was written is not asked for again.

Times are written as UTC with a Z, since Export-Csv would write them as the
computer's culture has them; rows are sorted, so that the same day is the same
file.

.EXAMPLE
.\Export-Microsoft365.ps1 -To \\beadle\incoming -Organization school.example `
    -AppId 00000000-0000-0000-0000-000000000000 -Thumbprint 0123...
#>
param(
    [Parameter(Mandatory = $true)] [string] $To,
    [Parameter(Mandatory = $true)] [string] $Organization,
    [Parameter(Mandatory = $true)] [string] $AppId,
    [Parameter(Mandatory = $true)] [string] $Thumbprint,
    [DateTime] $Day = [DateTime]::UtcNow.Date.AddDays(-2)
)
$ErrorActionPreference = 'Stop'
$start = [DateTime]::SpecifyKind($Day.Date, 'Utc')
$end = $start.AddDays(1)

function ConvertTo-Stamp($time) {
    [DateTime]::SpecifyKind($time, 'Utc').ToString('yyyy-MM-ddTHH:mm:ss.fffZ',
        [Globalization.CultureInfo]::InvariantCulture)
}

# Whole under another name first; what begins with a dot is not read.
function Write-Rows($rows, $name) {
    $part = Join-Path $To ".$name"
    $rows | Export-Csv -Path $part -NoTypeInformation -Encoding UTF8
    Move-Item -Force $part (Join-Path $To $name)
}

function Get-Trace {
    $seen = New-Object 'Collections.Generic.HashSet[string]'
    $until = $end
    $after = $null
    do {
        $ask = @{ StartDate = $start; EndDate = $until; ResultSize = 5000 }
        if ($after) { $ask.StartingRecipientAddress = $after }
        $page = @(Get-MessageTraceV2 @ask -WarningAction SilentlyContinue)
        $fresh = 0
        foreach ($row in $page) {
            # Pages may share their last row with the next one's first.
            if (-not $seen.Add("$($row.MessageTraceId) $($row.RecipientAddress)")) {
                continue
            }
            $fresh++
            $row | Select-Object `
                @{ n = 'Received'; e = { ConvertTo-Stamp $_.Received } },
                SenderAddress, RecipientAddress, Subject, Status, Size,
                MessageId, MessageTraceId, FromIP
        }
        if ($page.Count -gt 0) {
            $until = [DateTime]::SpecifyKind($page[-1].Received, 'Utc')
            $after = $page[-1].RecipientAddress
        }
    } while ($page.Count -eq 5000 -and $fresh -gt 0)
}

# An hour at a time: one session gives 50,000 records at most.
function Get-Audit {
    for ($from = $start; $from -lt $end; $from = $from.AddHours(1)) {
        $seen = New-Object 'Collections.Generic.HashSet[string]'
        $session = "beadle $(ConvertTo-Stamp $from) $(New-Guid)"
        do {
            $page = @(Search-UnifiedAuditLog -StartDate $from `
                -EndDate $from.AddHours(1) -SessionId $session `
                -SessionCommand ReturnLargeSet -ResultSize 5000)
            foreach ($row in $page) {
                if (-not $seen.Add([string] $row.Identity)) { continue }
                $row | Select-Object `
                    @{ n = 'CreationDate'; e = { ConvertTo-Stamp $_.CreationDate } },
                    RecordType, Operations, UserIds, AuditData
            }
        } while ($page.Count -gt 0)
        if ($seen.Count -ge 50000) {
            Write-Warning "${from}: the hour has more than one session gives"
        }
    }
}

Connect-ExchangeOnline -AppId $AppId -CertificateThumbprint $Thumbprint `
    -Organization $Organization -ShowBanner:$false
try {
    $date = $start.ToString('yyyy-MM-dd')
    $trace = "m365-messages-$date.csv"
    if (-not (Test-Path (Join-Path $To $trace))) {
        Write-Rows (Get-Trace | Sort-Object Received, MessageTraceId, RecipientAddress) $trace
    }
    $audit = "m365-audit-$date.csv"
    if (-not (Test-Path (Join-Path $To $audit))) {
        Write-Rows (Get-Audit | Sort-Object CreationDate, AuditData) $audit
    }
} finally {
    Disconnect-ExchangeOnline -Confirm:$false
}
