#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev lint [all]
# shellcheck source=tools/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

sources() { git ls-files --cached --others --exclude-standard -- "$@"; }

# Compiled for browsers only; clang-tidy cannot check it.
not_native=':!app/browser'

# Files that clang-tidy checks: those that differ from the main branch, or those of the last commit.
changed_sources() {
    local base
    base=$(git merge-base HEAD origin/main 2>/dev/null || true)
    [ -n "$base" ] && [ "$base" != "$(git rev-parse HEAD)" ] || base=$(git rev-parse -q --verify HEAD~1 || true)
    git diff --name-only --diff-filter=d "${base:-$(git hash-object -t tree /dev/null)}" -- '*.cpp' "$not_native"
}

# The repository keeps every version of a picture, so docs/pictures contains only small pictures that documents show.
check_pictures() {
    local count bytes
    diff <(cat README.md docs/*.md docs/*/*.md | grep -oE '[(/"][[:alnum:]_-]+\.png[)"]' | tr -d '(/")' | sort -u) \
        <(sources 'docs/pictures/*.png' | xargs -n 1 basename | sort) >&2 ||
        { echo 'docs/pictures: < is shown, but does not exist; > exists, but is not shown' >&2; return 1; }
    read -r count bytes < <(sources 'docs/pictures/*.png' | xargs stat -c %s | awk '{ bytes += $1 } END { print NR, bytes }')
    if ((count > 30 || bytes > 1500000)); then
        echo "docs/pictures: $count pictures of $bytes bytes; at most 30 of 1,500,000 bytes together" >&2
        return 1
    fi
}

# Ninja's names for what clang-tidy needs of those sources that are compiled: the file that moc generates for a test, and
# otherwise the object, before which everything is generated.
generated_for() {
    xargs -n 1 printf "$PWD/%s\n" <<<"$1" |
        grep -Fx -f <(sed -n 's/^ *"file": "\(.*\)",\{0,1\}$/\1/p' build/clang/compile_commands.json) |
        sed -E 's#^.*/tests/.*/(tst_[a-z_]+)\.cpp$#tests/moc/\1.moc#; /\.moc$/!s/$/^/' || true
}

failed=0 log=$(mktemp)
trap 'rm -f "$log"' EXIT
install_packages "${run_packages[@]}" "${test_packages[@]}" "${lint_packages[@]}"

say "clang-format"
sources '*.cpp' '*.h' | xargs clang-format --dry-run -Werror || failed=1
say "licences"
files=$(sources '*.cpp' '*.h' '*.js' '*.py' '*.sh' '*.cmake' '*.qrc' '*CMakeLists.txt' '*.yaml' '*.yml' '*Containerfile*' dev .ci/run | xargs grep -L 'SPDX-License-Identifier[:] GPL-3.0-or-later' || true)
[ -z "$files" ] || { printf 'without SPDX line: %s\n' "$files"; failed=1; }
reuse lint >"$log" || { cat "$log"; failed=1; }
say "words"
tools/check-english || failed=1
say "pictures"
check_pictures || failed=1
say "codespell"
sources | grep -vE '^(LICENSE|tests/data/|resources/translations/|docs/pt_BR\.md)|package-lock\.json$|\.png$' | xargs codespell || failed=1
say "shellcheck"
shellcheck -x dev .ci/run tools/*.sh packaging/*.sh packaging/*/*.sh || failed=1

if [ "${1:-}" = all ]; then files=$(sources '*.cpp' "$not_native"); else files=$(changed_sources); fi
if [ -n "$files" ]; then
    configure clang
    mapfile -t targets < <(generated_for "$files")
    [ ${#targets[@]} = 0 ] || cmake --build --preset clang --target "${targets[@]}" >&2
    say "clang-tidy on $(wc -w <<<"$files") files"
    xargs -P "$(nproc)" -n 4 clang-tidy --quiet -p build/clang <<<"$files" 2>/dev/null || failed=1
fi
[ "$failed" = 0 ] || die "lint found something"
say "lint is clean"
