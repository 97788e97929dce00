#!/bin/sh
set -eu
actual=$(printf 'one two two\nthree three three\n' | "$1")
expected='3 three
2 two
1 one'
if [ "$actual" != "$expected" ]; then
    printf 'FAILED the command counts lines from its input; it printed:\n%s\n' "$actual"
    exit 1
fi
echo 'ok     the command counts lines from its input'
