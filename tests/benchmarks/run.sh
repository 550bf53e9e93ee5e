#!/usr/bin/env bash
# Times each program against its twins in C#, Go and tokio, interleaved, and prints medians; then start-up and compile speed.
# usage: run.sh [NAME...]   ROUNDS=3 by default; CRATES=DIR has the sources of tokio, Debian's by default
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="$root/artifacts/benchmarks"
chasqui=("${CHASQUI:-$root/artifacts/bin/chasqui}")
crates="${CRATES:-/usr/share/cargo/registry}"
rounds="${ROUNDS:-3}"
TIMEFORMAT='%U %R'

names=("$@")
if [[ ${#names[@]} -eq 0 ]]; then
    names=($(ls "$here/programs"))
fi

peers=(cs go tokio)
declare -A title=([cs]='C#' [go]=Go [tokio]=tokio) file=([cs]=Program.cs [go]=main.go [tokio]=main.rs) skipped=()
if ! command -v go > /dev/null; then
    skipped[go]='Go: there is no `go`'
fi
if ! command -v cargo > /dev/null || ! compgen -G "$crates/tokio-1.*" > /dev/null; then
    skipped[tokio]="tokio: there is no \`cargo\`, or no tokio in $crates (Debian: librust-tokio-dev; CRATES=DIR names another folder)"
fi

# is_current BINARY NAME PEER: whether nothing the twin is built from is newer.
is_current() {
    [[ "$1" -nt "$here/programs/$2/${file[$3]}" && "$1" -nt "$here/Twin.csproj" && "$1" -nt "$here/Cargo.toml" ]]
}

# build_twin NAME PEER: into artifacts/benchmarks/NAME/PEER.
build_twin() {
    local built="$work/$1/$2"
    case "$2" in
        cs)
            is_current "$built/$1.dll" "$@" && return
            dotnet build "$here/Twin.csproj" -c Release -p:Program="$1" -o "$built" -v quiet --nologo > /dev/null
            touch "$built/$1.dll"
            ;;
        go)
            is_current "$built" "$@" || go build -o "$built" "$here/programs/$1/main.go"
            ;;
        tokio)
            is_current "$built" "$@" && return
            printf '[source.crates-io]\nreplace-with = "local"\n[source.local]\ndirectory = "%s"\n' "$crates" > "$work/cargo.toml"
            cargo build --quiet --release --offline --config "$work/cargo.toml" --manifest-path "$here/Cargo.toml" \
                --target-dir "$work/cargo" --bin "$1"
            cp "$work/cargo/release/$1" "$built"
            ;;
    esac
}

# launch NAME chasqui|PEER
launch() {
    case "$2" in
        chasqui | cs) dotnet "$work/$1/$2/$1.dll" ;;
        *) "$work/$1/$2" ;;
    esac
}

real() {
    { time "$@" > /dev/null 2>&1; } 2>&1 | cut -d' ' -f2
}

# median [COLUMN]: of the lines of its input.
median() {
    cut -d' ' -f"${1:-1}" | sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

mkdir -p "$work"
printf 'Elapsed seconds; a ratio is ours to theirs.\n%-16s %8s %8s' program user elapsed
for peer in "${peers[@]}"; do
    printf ' %10s %8s' "${title[$peer]}" ratio
done
echo
for name in "${names[@]}"; do
    out="$work/$name"
    mkdir -p "$out"
    "${chasqui[@]}" build "$here/programs/$name/main.incn" --release --name "$name" -o "$out/chasqui" > /dev/null
    runners=(chasqui)
    for peer in "${peers[@]}"; do
        if [[ -f "$here/programs/$name/${file[$peer]}" && -z "${skipped[$peer]:-}" ]]; then
            build_twin "$name" "$peer"
            runners+=("$peer")
        fi
    done
    rm -f "$out"/*.times
    for ((round = 0; round < rounds; round++)); do
        for runner in "${runners[@]}"; do
            { time launch "$name" "$runner" > "$out/$runner.out" 2>&1; } 2>> "$out/$runner.times"
            if ! cmp -s "$out/chasqui.out" "$out/$runner.out"; then
                echo "$name: the outputs differ: '$(head -1 "$out/chasqui.out")' and, of $runner, '$(head -1 "$out/$runner.out")'" >&2
                exit 1
            fi
        done
    done
    ours="$(median 2 < "$out/chasqui.times")"
    printf '%-16s %8.2f %8.2f' "$name" "$(median 1 < "$out/chasqui.times")" "$ours"
    for peer in "${peers[@]}"; do
        if [[ -f "$out/$peer.times" ]]; then
            median 2 < "$out/$peer.times" | awk -v ours="$ours" '{ printf(" %10.2f %8.2f", $1, ours / $1) }'
        else
            printf ' %10s %8s' - -
        fi
    done
    echo
done
if [[ ${#skipped[@]} -gt 0 ]]; then
    printf 'skipped: %s\n' "${skipped[@]}"
fi

if [[ $# -eq 0 ]]; then
    for ((round = 0; round < 5; round++)); do
        real "${chasqui[@]}" run "$root/examples/hello.incn"
    done | median | awk '{ printf "\nchasqui run hello: %.2f s\n", $1 }'
    "$here/generate.sh" 20000 > "$work/large.incn"
    lines="$(wc -l < "$work/large.incn")"
    for ((round = 0; round < rounds; round++)); do
        real "${chasqui[@]}" build "$work/large.incn" -o "$work/large"
    done | median | awk -v lines="$lines" '{ printf "chasqui build of %d lines: %.2f s, %d lines/s\n", lines, $1, lines / $1 }'
fi
