# Debian packages of another release, unpacked into a folder, from the mirror that this machine already uses.
# shellcheck shell=bash

# What the unpacking itself needs.
tools=(patchelf xz-utils bzip2)

# Runs apt's tools on lists and caches of our own, with an empty package database, so that a package's whole closure is resolved,
# its libc and loader included. Usage: private COMMAND ARGUMENT…; expects $guests and $suite.
private() {
    local command=$1 apt=$guests/apt-$suite
    shift
    "$command" -q -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=- \
        -o Dir::State="$apt/state" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" \
        -o APT::Sandbox::User=root -o APT::Get::AllowUnauthenticated=false -o Acquire::Languages=none "$@"
}

# Makes `private` usable; asks the mirror for its lists once per run of the script.
debian_lists() {
    local apt=$guests/apt-$suite mirror missing=()
    [ -z "${debian_listed-}" ] || return 0
    for tool in "${tools[@]}"; do
        [ "$(dpkg-query -Wf '${Status}' "$tool" 2>/dev/null)" = 'install ok installed' ] || missing+=("$tool")
    done
    mirror=$(debian_mirror)
    if [ -z "$mirror" ] || [ ${#missing[@]} -gt 0 ]; then apt-get -q update; mirror=$(debian_mirror); fi
    [ ${#missing[@]} -eq 0 ] || DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "${missing[@]}"
    [ -n "$mirror" ] || { echo "no Debian mirror is configured on this machine" >&2; return 1; }
    mkdir -p "$apt"/{state/lists/partial,cache/archives/partial}
    : >"$apt/status"
    printf '%s [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' \
        deb "$mirror" "$suite" deb-src "$mirror" "$suite" >"$apt/sources.list"
    private apt-get update
    debian_listed=yes
}

# The first mirror of Debian's main archive that this machine's apt knows.
debian_mirror() {
    apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL)' 'Created-By: Packages' 2>/dev/null |
        awk '$2=="Debian" && $3=="Debian"{print $1; exit}'
}

# debian_unpack FOLDER PACKAGE…: the packages and all they depend on.
debian_unpack() {
    local folder=$1 archive
    shift
    debian_lists
    private apt-get clean
    private apt-get -y --no-install-recommends --download-only install "$@"
    for archive in "$guests/apt-$suite"/cache/archives/*.deb; do dpkg-deb -x "$archive" "$folder"; done
    private apt-get clean
}

# debian_source FOLDER PACKAGE: the upstream tarball of a source package, its top folder taken off.
debian_source() {
    debian_lists
    mkdir -p "$1" "$1.download"
    (cd "$1.download" && private apt-get source --download-only "$2")
    tar -xf "$(find "$1.download" -name '*.orig.tar.*' ! -name '*.asc' | head -1)" -C "$1" --strip-components=1
    rm -rf "$1.download"
}

# debian_bind FOLDER PROGRAM…: the programs run with the folder's own loader and libraries.
debian_bind() {
    local folder=$1 libraries program
    shift
    libraries=$folder/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || gcc -dumpmachine)
    for program in "$@"; do
        # An rpath and no runpath: extension modules that the program loads then resolve in the folder too.
        patchelf --set-interpreter "$libraries/$(basename "$(patchelf --print-interpreter "$folder/usr/bin/$program")")" \
            --force-rpath --set-rpath "$libraries" "$folder/usr/bin/$program"
    done
}

# python_settle FOLDER VERSION: what Debian does when it installs a Python: byte code, and where ensurepip finds its wheels.
python_settle() {
    local sysconfig
    for sysconfig in $(realpath "$1"/usr/lib/python"$2"/_sysconfigdata_*.py | sort -u); do
        sed -i "s|'/usr/share/python-wheels|'$1/usr/share/python-wheels|" "$sysconfig"
    done
    "$1/usr/bin/python$2" -m compileall -q -j 0 "$1/usr/lib/python$2" || true # lib2to3's bad input does not compile
    "$1/usr/bin/python$2" -m compileall -q -j 0 "$1/usr/lib/python3/dist-packages" || true
}

# coverage_tracer FOLDER VERSION: coverage.py's C tracer, which Debian builds for its supported Pythons only; without it the
# comparison would be with a slower coverage.py than people have.
coverage_tracer() {
    local python=$1/usr/bin/python$2 source=$1/coverage-source target
    target=$1/usr/lib/python3/dist-packages/coverage/tracer$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("EXT_SUFFIX"))')
    [ ! -e "$target" ] || return 0
    debian_source "$source" python-coverage
    gcc -O2 -shared -fPIC -isystem "$1/usr/include/python$2" -isystem "$1/usr/include" "$source"/coverage/ctracer/*.c -o "$target"
    rm -rf "$source"
}
