# The one entry point on Windows; build.sh has the same verbs.
param(
    [Parameter(Position = 0)] [string] $Verb = 'help',
    [Parameter(Position = 1, ValueFromRemainingArguments)] [string[]] $Rest = @()
)
$ErrorActionPreference = 'Stop'

$Root = $PSScriptRoot
$Artifacts = Join-Path $Root 'artifacts'
$Dist = Join-Path $Artifacts 'dist'
$Launcher = Join-Path $Artifacts 'bin/chasqui.cmd'
$TestProjects = 'Chasqui.Compiler.Tests', 'Chasqui.Runtime.Tests', 'Chasqui.Sdk.Tests'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

function Show-Usage {
    @'
usage: ./build.ps1 VERB [arguments]

  build              the launcher artifacts/bin/chasqui.cmd
  run FILE [...]     builds if needed, then `chasqui run FILE ...`
  test [FILTER...]   all tests, or those whose name contains a FILTER
  goldens            accepts the received golden files
  pack               the NuGet packages, into artifacts/packages
  bench [NAME...]    the whole-program benchmarks
  clean              removes artifacts/
  help               this text
'@
}

function Invoke-Dotnet {
    & dotnet @args | Out-Host
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

# Current while nothing that the product is made of is newer than the start of its last build.
function Test-Current([string] $Stamp) {
    if (-not (Test-Path $Stamp)) { return $false }
    $built = (Get-Item -Force $Stamp).LastWriteTimeUtc
    $sources = 'src', 'runtime', 'grammar/generated', 'docs/diagnostics', 'Directory.Build.props', 'Directory.Packages.props',
        'global.json', 'build.ps1' | ForEach-Object { Join-Path $Root $_ }
    $newer = Get-ChildItem $sources -Recurse -Force | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1
    return $null -eq $newer
}

function Set-Stamp([string] $Stamp, [datetime] $Started) {
    New-Item -ItemType File -Force $Stamp | Out-Null
    (Get-Item -Force $Stamp).LastWriteTimeUtc = $Started
}

function Invoke-Build {
    $stamp = Join-Path $Dist '.stamp'
    if ((Test-Path $Launcher) -and (Test-Current $stamp)) { return }
    $started = [datetime]::UtcNow
    Invoke-Dotnet publish "$Root/src/Chasqui.Cli" -c Release --use-current-runtime --self-contained false `
        '-p:PublishReadyToRun=true' -o $Dist -v quiet --nologo
    New-Item -ItemType Directory -Force (Split-Path $Launcher) | Out-Null
    # What only compiles is over before profiles pay; a program that is run in the process gains by them.
    Set-Content -Encoding Ascii $Launcher @'
@setlocal
@if "%1"=="build" set DOTNET_TieredPGO=0
@if "%1"=="check" set DOTNET_TieredPGO=0
@dotnet "%~dp0..\dist\chasqui.dll" %*
'@
    Set-Stamp $stamp $started
}

function Invoke-Pack {
    $stamp = Join-Path $Artifacts 'packages/.stamp'
    if (Test-Current $stamp) { return }
    $started = [datetime]::UtcNow
    # Portable, without code for one platform: the package goes everywhere.
    Invoke-Dotnet publish "$Root/src/Chasqui.Cli" -c Release '-p:UseAppHost=false' -o "$Artifacts/sdk-tools" -v quiet --nologo
    foreach ($project in 'runtime/Chasqui.Runtime', 'src/Chasqui.Build') {
        Invoke-Dotnet pack "$Root/$project" -c Release -o "$Artifacts/packages" -v quiet --nologo
    }
    Set-Stamp $stamp $started
}

function Invoke-Test {
    Invoke-Build
    Invoke-Pack
    $filter = ($Rest | ForEach-Object { "FullyQualifiedName~$_|DisplayName~$_" }) -join '|'
    $arguments = if ($filter) { '--filter', $filter } else { @() }
    $passed = $failed = $skipped = $status = 0
    foreach ($project in $TestProjects) {
        & dotnet test "$Root/tests/$project" -c Release -v quiet --nologo --logger 'console;verbosity=minimal' @arguments 2>&1 |
            ForEach-Object {
                # The line that closes each project that has tests.
                if ("$_" -match 'Failed: +(\d+), Passed: +(\d+), Skipped: +(\d+)') {
                    $failed += [int] $Matches[1]
                    $passed += [int] $Matches[2]
                    $skipped += [int] $Matches[3]
                }
                Write-Host "$_"
            }
        if ($LASTEXITCODE -ne 0) { $status = 1 }
    }
    if ($skipped) { Write-Host "$skipped skipped" }
    if ($passed + $failed + $skipped -eq 0) {
        Write-Host 'no test ran'
        $status = 1
    }
    Write-Host "$passed passed, $failed failed"
    exit $status
}

switch ($Verb) {
    'build' { Invoke-Build }
    'run' {
        Invoke-Build
        & $Launcher run @Rest
        exit $LASTEXITCODE
    }
    'test' { Invoke-Test }
    'goldens' {
        Get-ChildItem "$Root/tests" -Recurse -Filter '*.received.*' | ForEach-Object {
            Move-Item -Force $_.FullName ($_.FullName -replace '\.received\.', '.verified.')
            Write-Host "accepted $($_.FullName)"
        }
    }
    'pack' { Invoke-Pack }
    'bench' {
        Invoke-Build
        & bash "$Root/tests/benchmarks/run.sh" @Rest
        exit $LASTEXITCODE
    }
    'clean' { if (Test-Path $Artifacts) { Remove-Item -Recurse -Force $Artifacts } }
    { $_ -in 'help', '-h', '--help' } { Show-Usage }
    default {
        Write-Host "build.ps1: unknown verb '$Verb'"
        Show-Usage
        exit 2
    }
}
