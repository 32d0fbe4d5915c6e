# Set everything up on the first run, then open Foreword:
#   powershell -ExecutionPolicy Bypass -File packaging\run.ps1 [FILE...]
# UNTESTED: written with care, but never yet run on a Windows machine.

$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$venv = Join-Path $root '.venv'
$python = Join-Path $venv 'Scripts\python.exe'
$stampFile = Join-Path $venv 'foreword-stamp'
$stamp = (Get-FileHash -Algorithm SHA256 (Join-Path $root 'pyproject.toml')).Hash + " $root"

function Find-Python {
    # The launcher knows every installed version; the Store's python.exe may be an empty stub.
    $candidates = @(
        @('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), @('python'), @('python3')
    )
    $test = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
    foreach ($candidate in $candidates) {
        if (-not (Get-Command $candidate[0] -ErrorAction SilentlyContinue)) { continue }
        $words = @($candidate | Select-Object -Skip 1)
        try { & $candidate[0] @words -c $test 2>$null } catch { continue }
        if ($LASTEXITCODE -eq 0) { return , $candidate }
    }
    Write-Error 'foreword: Python 3.11 or newer is needed: https://www.python.org/downloads/'
}

$isReady = (Test-Path $python) -and (Test-Path $stampFile) -and
    ((Get-Content -Raw $stampFile).Trim() -eq $stamp)
if (-not $isReady) {
    $found = Find-Python
    $words = @($found | Select-Object -Skip 1)
    Write-Host 'Setting up .venv (once; several hundred megabytes are fetched)...'
    & $found[0] @words -m venv --clear $venv
    if ($LASTEXITCODE -ne 0) { Write-Error "foreword: the environment $venv could not be made." }
    & $python -m pip install --quiet --disable-pip-version-check --editable $root
    if ($LASTEXITCODE -ne 0) {
        Write-Error 'foreword: the packages could not be installed; look at the connection and run this again.'
    }
    Set-Content -Path $stampFile -Value $stamp
}

& $python (Join-Path $root 'main.py') @args
exit $LASTEXITCODE
