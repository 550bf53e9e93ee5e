#!/bin/sh
# Regenerates grammar/generated from the grammars; with --check, only compares and exits 1 on a difference; with --probe, only
# tells whether the generator can be started.
set -eu
generator="npx --yes antlr-ng@1.0.10"
if [ "${1-}" = --probe ]; then
    exec $generator --version
fi
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cp "$here"/*.g4 "$scratch"
cd "$scratch"
# The lexer first: the parser grammar reads its token vocabulary.
for grammar in ChasquiLexer ChasquiParser; do
    $generator -Dlanguage=CSharp -p Chasqui.Compiler.Syntax.Generated \
        -l false -v false -o generated --lib generated --exact-output-dir true "$grammar.g4"
done
# Interpreter tables and token lists are by-products nothing reads.
rm -f generated/*.interp generated/*.tokens

if [ "${1-}" = --check ]; then
    diff -r "$here/generated" generated
else
    rm -rf "$here/generated"
    cp -r generated "$here/generated"
fi
