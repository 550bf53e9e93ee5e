#!/usr/bin/env bash
# The one entry point for building, testing and packing; build.ps1 has the same verbs.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
artifacts="$root/artifacts"
dist="$artifacts/dist"
launcher="$artifacts/bin/chasqui"
test_projects=(Chasqui.Compiler.Tests Chasqui.Runtime.Tests Chasqui.Sdk.Tests)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() {
    cat <<'USAGE'
usage: ./build.sh VERB [arguments]

  build              the launcher artifacts/bin/chasqui
  run FILE [...]     builds if needed, then `chasqui run FILE ...`
  test [FILTER...]   all tests, or those whose name contains a FILTER
  goldens            accepts the received golden files
  pack               the NuGet packages, into artifacts/packages
  bench [NAME...]    the whole-program benchmarks
  clean              removes artifacts/
  help               this text
USAGE
}

# Whether nothing the compiler is made of is newer than the start of the build that left this stamp.
is_current() {
    [[ -f "$1" && -d "$root/docs/diagnostics" ]] || return 1
    [[ -z "$(find "$root/src" "$root/runtime" "$root/grammar/generated" "$root/docs/diagnostics" \
        "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" "$root/build.sh" \
        -newer "$1" -print -quit)" ]]
}

build() {
    local stamp="$dist/.stamp" started
    if [[ -x "$launcher" ]] && is_current "$stamp"; then
        return
    fi
    started="$(mktemp)"
    dotnet publish "$root/src/Chasqui.Cli" -c Release --use-current-runtime --self-contained false \
        -p:PublishReadyToRun=true -o "$dist" -v quiet --nologo >&2
    mkdir -p "$artifacts/bin"
    cat > "$launcher" <<'LAUNCHER'
#!/bin/sh
self="$0"
[ -L "$self" ] && self="$(readlink -f "$self")"
# What only compiles is over before profiles pay; a program that is run in the process gains by them.
case "$1" in build | check) export DOTNET_TieredPGO=0 ;; esac
exec dotnet "${self%/*}/../dist/chasqui.dll" "$@"
LAUNCHER
    chmod +x "$launcher"
    mv "$started" "$stamp"
}

run() {
    build
    exec "$launcher" run "$@"
}

run_tests() {
    build
    pack
    local arguments=() filter="" name project log status=0
    for name in "$@"; do
        filter+="${filter:+|}FullyQualifiedName~$name|DisplayName~$name"
    done
    if [[ -n "$filter" ]]; then
        arguments=(--filter "$filter")
    fi
    log="$(mktemp)"
    for project in "${test_projects[@]}"; do
        dotnet test "$root/tests/$project" -c Release -v quiet --nologo --logger 'console;verbosity=minimal' \
            "${arguments[@]}" 2>&1 | tee -a "$log" || status=1
    done
    totals "$log" || status=1
    rm -f "$log"
    return $status
}

# dotnet test closes each project that has tests with `Failed: 0, Passed: 5, Skipped: 0, ...`; the sum is the last line.
totals() {
    sed -nE 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+).*/\1 \2 \3/p' "$1" | awk '
        { failed += $1; passed += $2; skipped += $3 }
        END {
            if (skipped) print skipped " skipped"
            if (!NR) print "no test ran"
            printf "%d passed, %d failed\n", passed, failed
            exit failed > 0 || !NR
        }'
}

goldens() {
    local received
    find "$root/tests" -name '*.received.*' -print | while IFS= read -r received; do
        mv "$received" "${received/.received./.verified.}"
        echo "accepted ${received#"$root/"}"
    done
}

pack() {
    local stamp="$artifacts/packages/.stamp" started project
    if is_current "$stamp"; then
        return
    fi
    started="$(mktemp)"
    # Portable, without code for one platform: the package goes everywhere.
    dotnet publish "$root/src/Chasqui.Cli" -c Release -p:UseAppHost=false -o "$artifacts/sdk-tools" -v quiet --nologo >&2
    for project in runtime/Chasqui.Runtime src/Chasqui.Build; do
        dotnet pack "$root/$project" -c Release -o "$artifacts/packages" -v quiet --nologo >&2
    done
    mv "$started" "$stamp"
}

bench() {
    build
    exec "$root/tests/benchmarks/run.sh" "$@"
}

verb="${1:-help}"
shift || true
case "$verb" in
    build) build ;;
    run) run "$@" ;;
    test) run_tests "$@" ;;
    goldens) goldens ;;
    pack) pack ;;
    bench) bench "$@" ;;
    clean) rm -rf "$artifacts" ;;
    help | -h | --help) usage ;;
    *)
        echo "build.sh: unknown verb '$verb'" >&2
        usage >&2
        exit 2
        ;;
esac
