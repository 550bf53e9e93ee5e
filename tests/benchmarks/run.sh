#!/usr/bin/env bash
# Times each program against its C# twin, interleaved, medians of user time and of elapsed time; then start-up and compile speed.
# usage: run.sh [NAME...]   ROUNDS=3 by default
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="$root/artifacts/benchmarks"
chasqui=("${CHASQUI:-$root/artifacts/bin/chasqui}")
rounds="${ROUNDS:-3}"
TIMEFORMAT='%U %R'

names=("$@")
if [[ ${#names[@]} -eq 0 ]]; then
    names=($(ls "$here/programs"))
fi

# timed OUTPUT COMMAND...: the command's user and elapsed seconds; its output goes to the file.
timed() {
    local output="$1"
    shift
    { time "$@" > "$output" 2>&1; } 2>&1
}

real() {
    { time "$@" > /dev/null 2>&1; } 2>&1 | cut -d' ' -f2
}

# median [COLUMN]: of the lines of its input.
median() {
    cut -d' ' -f"${1:-1}" | sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

printf '%-16s %10s %10s %8s %10s %10s %8s\n' program 'user s' 'C# s' ratio 'elapsed s' 'C# s' ratio
for name in "${names[@]}"; do
    out="$work/$name"
    mkdir -p "$out"
    "${chasqui[@]}" build "$here/programs/$name/main.incn" --release --name "$name" -o "$out/chasqui" > /dev/null
    dotnet build "$here/Twin.csproj" -c Release -p:Program="$name" -o "$out/cs" -v quiet --nologo > /dev/null
    : > "$out/chasqui.times"
    : > "$out/cs.times"
    for ((round = 0; round < rounds; round++)); do
        timed "$out/chasqui.out" dotnet "$out/chasqui/$name.dll" >> "$out/chasqui.times"
        timed "$out/cs.out" dotnet "$out/cs/$name.dll" >> "$out/cs.times"
    done
    if ! cmp -s "$out/chasqui.out" "$out/cs.out"; then
        echo "$name: the outputs differ: '$(head -1 "$out/chasqui.out")' and '$(head -1 "$out/cs.out")'" >&2
        exit 1
    fi
    awk -v name="$name" -v ours="$(median 1 < "$out/chasqui.times")" -v theirs="$(median 1 < "$out/cs.times")" \
        -v ours_elapsed="$(median 2 < "$out/chasqui.times")" -v theirs_elapsed="$(median 2 < "$out/cs.times")" \
        'BEGIN { printf "%-16s %10.2f %10.2f %8.2f %10.2f %10.2f %8.2f\n", name, ours, theirs, ours / theirs,
                 ours_elapsed, theirs_elapsed, ours_elapsed / theirs_elapsed }'
done

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
