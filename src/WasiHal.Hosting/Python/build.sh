#!/usr/bin/env bash
# Makes python.wasm.br: CPython for WebAssembly with the host's glue, started, filled with the standard library and
# frozen, so that an instance of it is a running interpreter.
#
#   build.sh                 builds what is out of date, writes python.wasm.br beside this file and the hashes of inputs
#                            and result into runtime.lock
#   build.sh --verify        builds everything anew in an empty folder and compares the result with runtime.lock;
#                            writes nothing here
#   build.sh --link          compiles the C files of this folder, links, optimises and takes the snapshot, from
#                            libraries that an earlier build left; writes nothing here
#   build.sh --link --no-opt the same without the optimiser: seconds instead of a minute, for trying things out
#
# Everything it makes is kept in ${WASIHAL_BUILD_DIR:-${TMPDIR:-/tmp}/wasihal-python}; the module lies there as
# out/python.wasm. It needs Debian 12, its packages and npm's: packages that are missing are installed, the rest is
# fetched through apt's and npm's own settings.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
lock=$here/runtime.lock
build=${WASIHAL_BUILD_DIR:-${TMPDIR:-/tmp}/wasihal-python}
# Where the linked module and the result are put; another folder than the libraries', if several links run at once.
products=${WASIHAL_OUT_DIR:-}

# Nothing of the caller's settings may reach the compilers, and nobody's time zone or language the result.
unset CC CXX CPP CFLAGS CPPFLAGS CXXFLAGS LDFLAGS LIBS AR RANLIB CONFIG_SITE MAKEFLAGS PKG_CONFIG_PATH C_INCLUDE_PATH \
    CPATH LIBRARY_PATH PYTHONPATH PYTHONHOME PYTHONHASHSEED
export LC_ALL=C.UTF-8 TZ=UTC SOURCE_DATE_EPOCH=1700000000
umask 022

say() { printf '%s\n' "$*" >&2; }
die() { say "build.sh: $*"; exit 1; }

# quietly LOG COMMAND...: shows a command's output only if it fails.
quietly() {
    local log=$1
    shift
    "$@" >"$log" 2>&1 </dev/null || { tail -n 40 "$log" >&2; die "failed (all of it in $log): $*"; }
}

# done_before STEP KEY: whether STEP was finished with the same KEY; otherwise finished STEP KEY notes it later.
done_before() { [[ -f $build/stamps/$1 && $(<"$build/stamps/$1") == "$2" ]]; }
finished() { mkdir -p "$build/stamps" && printf '%s\n' "$2" >"$build/stamps/$1"; }

hash_of() { sha256sum "$1" | cut -d ' ' -f 1; }
key_of() { printf '%s\n' "$@" | sha256sum | cut -d ' ' -f 1; }

# locked KIND: the lines of that kind in the lock, without the word itself.
locked() { sed -n "s/^$1 //p" "$lock"; }

# source_file NAME: the lock's path in the pool of the source whose file name begins so.
source_path() { locked source | awk -v name="/$1" 'index($2, name) { print $2 }'; }
source_file() { printf '%s/downloads/%s' "$build" "$(basename "$(source_path "$1")")"; }

# ---------------------------------------------------------------------------------------------------------- packages

install_packages() {
    local wanted=(gcc libc6-dev make xz-utils) missing=() name version installed
    while read -r name version; do wanted+=("$name"); done < <(locked package)
    for name in "${wanted[@]}"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    if ((${#missing[@]})); then
        say "installing Debian packages: ${missing[*]}"
        quietly "$build/apt.log" apt-get update
        quietly "$build/apt.log" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "${missing[@]}"
    fi
    # Another compiler is another result; it may serve all the same, so this is said and not refused.
    while read -r name version; do
        installed=$(dpkg-query -W -f '${Version}' "$name")
        [[ $installed == "$version" ]] || say "note: $name is $installed here, the lock has $version"
    done < <(locked package)
    [[ $(command -v node) && $(command -v npm) ]] || die "node and npm are needed"
}

# The machine's own Debian mirror, as apt knows it.
mirror() {
    local release
    # shellcheck source=/dev/null
    release=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    # shellcheck disable=SC2016 # the placeholders are apt's
    apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        awk -v release="$release" '$1 == "Debian" && $2 == release && $3 == "main" && !found++ { print $4 }'
}

fetch_sources() {
    local from='' hash path file
    mkdir -p "$build/downloads"
    while read -r hash path; do
        file=$build/downloads/$(basename "$path")
        [[ -f $file && $(hash_of "$file") == "$hash" ]] && continue
        if [[ -z $from ]]; then
            from=$(mirror)
            [[ $from ]] || { quietly "$build/apt.log" apt-get update; from=$(mirror); }
            [[ $from ]] || die "apt knows no Debian mirror"
        fi
        say "fetching $path"
        quietly "$build/fetch.log" /usr/lib/apt/apt-helper -o APT::Sandbox::User=root \
            download-file "${from%/}/$path" "$file"
        [[ $(hash_of "$file") == "$hash" ]] || { rm -f "$file"; die "$path is not the file of the lock"; }
    done < <(locked source)
}

install_tools() {
    local key name version
    key=$(key_of "$(<"$here/toolchain/package-lock.json")")
    done_before tools "$key" && return
    say "installing npm packages"
    rm -rf "$build/tools"
    mkdir -p "$build/tools"
    cp "$here"/toolchain/package{,-lock}.json "$build/tools/"
    (cd "$build/tools" && quietly "$build/npm.log" npm ci --ignore-scripts --no-audit --no-fund)
    while read -r name version; do
        [[ $(node -p 'require(process.argv[1]).version' "$build/tools/node_modules/$name/package.json") == "$version" ]] ||
            die "toolchain/package-lock.json does not hold $name $version"
    done < <(locked npm)
    finished tools "$key"
}

# ------------------------------------------------------------------------------------------------------------ CPython

# The source is taken as released. Debian's own patches for this version (3.14.7-1) arrange its packaging or serve other
# processors and modules that are left out here; none mends a fault in what the module carries. A later version's may:
# they are the first thing to read when the version in the lock changes.
unpack_sources() {
    local key
    key=$(key_of "$(locked source)" "$(locked package)")
    done_before sources "$key" && return
    say "unpacking"
    rm -rf "$build/source" "$build/sysroot" "$build/resource" "$build/wasi-libc"
    mkdir -p "$build/source"
    tar -C "$build/source" --strip-components 1 -xf "$(source_file python)"

    # A private sysroot, so that configure sees wasi-libc and not one header or library of the machine.
    mkdir -p "$build/sysroot/include" "$build/sysroot/lib"
    dpkg-deb -x "$(source_file wasi-libc)" "$build/wasi-libc"
    cp -r "$build/wasi-libc/usr/include/wasm32-wasi" "$build/sysroot/include/wasm32-wasip1"
    cp -r "$build/wasi-libc/usr/lib/wasm32-wasi" "$build/sysroot/lib/wasm32-wasip1"

    # clang looks for its own library under the target's full name, Debian has it under the architecture's.
    local clang
    clang=$(clang-19 -print-resource-dir)
    mkdir -p "$build/resource/lib/wasm32-unknown-wasip1"
    cp -rL "$clang/include" "$build/resource/include"
    cp "$clang/lib/wasi/libclang_rt.builtins-wasm32.a" \
        "$build/resource/lib/wasm32-unknown-wasip1/libclang_rt.builtins.a"
    finished sources "$key"
}

# The same version for this machine: the cross build runs it to make its frozen modules.
build_native() {
    local key
    key=$(key_of "$(locked source)" "$(declare -f build_native)")
    done_before native "$key" && return
    say "building Python for this machine"
    rm -rf "$build/native"
    mkdir -p "$build/native/Modules"
    # Of all extension modules, packing the zip needs these two; the core has the rest.
    printf '%s\n' '*static*' 'binascii binascii.c' '_struct _struct.c' >"$build/native/Modules/Setup.local"
    (
        cd "$build/native"
        quietly "$build/native-configure.log" ../source/configure -q --with-ensurepip=no
        quietly "$build/native-make.log" nice make -j"$(nproc)" -s python
    )
    finished native "$key"
}

compiler() {
    printf '%s' "clang-19 --target=wasm32-wasip1 -resource-dir $build/resource --sysroot=$build/sysroot"
}

cross_flags=(-g0 -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_GETPID -D_WASI_EMULATED_PROCESS_CLOCKS
    # CPython believes in four megabytes of C stack on WASI. The module's is one (see link_module), of which a recursion
    # in C may take this much before it becomes a RecursionError.
    -D_Py_LINKER_THREAD_STACK_SIZE=400000)
emulation=(-lwasi-emulated-signal -lwasi-emulated-getpid -lwasi-emulated-process-clocks)

build_cross() {
    local key
    key=$(key_of "$(locked source)" "$(locked package)" "$(<"$here/Setup.local")" "${cross_flags[@]}" \
        "$(declare -f build_cross)")
    done_before cross "$key" && return
    say "building Python for WebAssembly"
    rm -rf "$build/cross"
    mkdir -p "$build/cross/Modules"
    cp "$here/Setup.local" "$build/cross/Modules/"
    (
        cd "$build/cross"
        export CC CPP CXX=false AR=llvm-ar-19 RANLIB=llvm-ranlib-19 PKG_CONFIG=/bin/false
        CC=$(compiler)
        CPP="$CC -E"
        export CONFIG_SITE=../source/Tools/wasm/wasi/config.site-wasm32-wasi
        # Paths are replaced, so that no folder's name of this machine can be found in the result.
        export CFLAGS="${cross_flags[*]} -ffile-prefix-map=$build=."
        export LIBS="${emulation[*]}"
        quietly "$build/cross-configure.log" ../source/configure -q --host=wasm32-wasip1 \
            --build="$(gcc -dumpmachine)" --with-build-python="$build/native/python" --disable-test-modules \
            --with-ensurepip=no --with-pymalloc --without-doc-strings
        quietly "$build/cross-make.log" nice make -j"$(nproc)" -s python.wasm
    )
    finished cross "$key"
}

# -------------------------------------------------------------------------------------------------------------- module

glue_sources() { find "$here/glue" -name '*.c' | LC_ALL=C sort; }

link_module() {
    local sources=() objects=() source object cc
    read -ra cc <<<"$(compiler)"
    mapfile -t sources < <(glue_sources)
    ((${#sources[@]})) || die "no C files in $here/glue"
    sources=("$here/determinism.c" "$here/immortal.c" "$here/snapshot.c" "${sources[@]}")
    mkdir -p "$products/link" "$products/out"
    rm -f "$products"/link/*.o
    sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' -e 's/.*/"&",/' "$here/modules.txt" >"$products/link/modules.inc"

    say "linking"
    for source in "${sources[@]}"; do
        object=$products/link/${#objects[@]}-$(basename "$source" .c).o
        "${cc[@]}" -c -std=gnu17 -O2 -Wall -Wextra -Wno-unused-parameter -Wno-missing-field-initializers \
            "${cross_flags[@]}" -ffile-prefix-map="$build=." -ffile-prefix-map="$here=." \
            -I"$here" -I"$here/glue" -I"$products/link" \
            -isystem "$build/source/Include" -isystem "$build/source/Include/internal" -isystem "$build/cross" \
            -o "$object" "$source"
        objects+=("$object")
    done
    # The stack lies below everything else, so that running over its end is a trap and not somebody else's data.
    # No -O for the linker: with one, the driver runs whatever wasm-opt it finds; ours comes later.
    "${cc[@]}" -mexec-model=reactor "${objects[@]}" "$build/cross/libpython3.14.a" \
        "$build/cross/Modules/_decimal/libmpdec/libmpdec.a" "$build"/cross/Modules/_hacl/*.a \
        "${emulation[@]}" -ldl -lm -Wl,-z,stack-size=1048576 -Wl,--stack-first -Wl,--strip-all \
        -o "$products/link/core.wasm"
}

# Features by name: with all of them the optimiser writes what the host's engine refuses.
optimise_module() {
    local key
    key=$(key_of "$(hash_of "$products/link/core.wasm")" "$(locked npm)" "$(declare -f optimise_module)")
    [[ -f $products/link/optimised && $(<"$products/link/optimised") == "$key" ]] && return
    say "optimising"
    rm -f "$products/link/optimised"
    quietly "$products/link/optimise.log" nice "$build/tools/node_modules/.bin/wasm-opt" -O3 --enable-bulk-memory \
        --enable-sign-ext --enable-nontrapping-float-to-int --enable-mutable-globals --enable-multivalue \
        --enable-reference-types "$products/link/core.wasm" -o "$products/link/core.opt.wasm"
    printf '%s\n' "$key" >"$products/link/optimised"
}

# snapshot_module LINKED: makes out/python.wasm of it.
snapshot_module() {
    say "taking the snapshot"
    mkdir -p "$products/link/lib"
    "$build/native/python" -I "$here/make_zip.py" "$products/link/lib/python.zip" "$build/source/Lib" "$here/lib"
    quietly "$products/link/snapshot.log" nice "$build/tools/node_modules/.bin/wizer-linux-x64" --allow-wasi --inherit-env false \
        --inherit-stdio true --wasm-bulk-memory true --mapdir "/lib::$products/link/lib" -f wizer-initialize "$1" \
        -o "$products/out/python.wasm"
    say "$(stat -c '%n: %s bytes' "$products/out/python.wasm"), SHA-256 $(hash_of "$products/out/python.wasm")"
}

compress_module() {
    say "compressing"
    # A window of 2^24 is the largest that .NET's decoder reads.
    nice brotli -q 11 --lgwin=24 -f -o "$products/out/python.wasm.br" "$products/out/python.wasm"
    say "$(stat -c '%n: %s bytes' "$products/out/python.wasm.br"), SHA-256 $(hash_of "$products/out/python.wasm.br")"
}

# ---------------------------------------------------------------------------------------------------------------- lock

# The files that the lock's globs match, relative to this folder.
input_files() {
    (
        cd "$here"
        shopt -s globstar nullglob
        local pattern file
        while read -r pattern; do
            for file in $pattern; do
                if [[ -f $file ]]; then printf '%s\n' "$file"; fi
            done
        done < <(locked glob)
    ) | LC_ALL=C sort -u
}

input_lines() {
    local file
    while read -r file; do printf 'input %s %s\n' "$(hash_of "$here/$file")" "$file"; done < <(input_files)
}

result_lines() {
    local name
    for name in python.wasm python.wasm.br; do
        printf 'result %s %s %s\n' "$(hash_of "$products/out/$name")" "$(stat -c %s "$products/out/$name")" "$name"
    done
}

write_lock() {
    local kept inputs results
    kept=$(grep -vE '^(input|result) ' "$lock")
    inputs=$(input_lines)
    results=$(result_lines)
    printf '%s\n' "$kept" "$inputs" "$results" >"$lock"
}

compare_with_lock() {
    diff <(grep -E '^input ' "$lock") <(input_lines) >&2 || die "the inputs differ from runtime.lock"
    diff <(grep -E '^result ' "$lock") <(result_lines) >&2 || die "the result differs from runtime.lock"
    say "the result is the one of runtime.lock"
}

# ----------------------------------------------------------------------------------------------------------------- run

make_libraries() {
    install_packages
    fetch_sources
    install_tools
    unpack_sources
    build_native
    build_cross
}

make_module() {
    link_module
    optimise_module
    snapshot_module "$products/link/core.opt.wasm"
}

main() {
    local link=false optimise=true verify=false option
    for option; do
        case $option in
            --link) link=true ;;
            --no-opt) optimise=false ;;
            --verify) verify=true ;;
            *) die "unknown option $option" ;;
        esac
    done
    $optimise || $link || die "--no-opt goes with --link"
    mkdir -p "$build"
    build=$(cd "$build" && pwd)
    [[ $build != *[[:space:]]* ]] || die "configure cannot work in a folder with a space in its name: $build"
    products=${products:-$build}

    if $verify; then
        build=$(mktemp -d "$build/verify.XXXXXX")
        products=$build
        say "building in $build"
        make_libraries
        make_module
        compress_module
        compare_with_lock
        rm -rf "$build"
    elif $link; then
        [[ -f $build/stamps/cross ]] || die "no libraries in $build yet: run build.sh once"
        if $optimise; then
            make_module
        else
            link_module
            snapshot_module "$products/link/core.wasm"
        fi
    else
        make_libraries
        make_module
        compress_module
        cp "$products/out/python.wasm.br" "$here/python.wasm.br"
        write_lock
    fi
}

main "$@"
