# Debian packages of other releases, unpacked into a folder, from the mirror that this machine already uses. Expects $guests.
# shellcheck shell=bash

# What the unpacking itself needs.
tools=(patchelf xz-utils bzip2)

# private SUITE COMMAND ARGUMENT…: apt's tools on a suite's lists and a cache of our own, with an empty package database, so that a
# package's whole closure is resolved, its libc and loader included.
private() {
    local apt=$guests/apt-$1 command=$2
    shift 2
    "$command" -q -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=- \
        -o Dir::State="$apt/state" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" \
        -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}

# debian_lists SUITE: makes `private SUITE` usable; asks the mirror for its lists at most once in three hours.
debian_lists() {
    local apt=$guests/apt-$1 mirror missing=() tool
    [ -z "$(find "$apt/listed" -mmin -180 2>/dev/null)" ] || return 0
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
        deb "$mirror" "$1" deb-src "$mirror" "$1" >"$apt/sources.list"
    private "$1" apt-get update
    touch "$apt/listed"
}

# The first mirror of Debian's main archive that this machine's apt knows.
debian_mirror() {
    apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL)' 'Created-By: Packages' 2>/dev/null |
        awk '$2=="Debian" && $3=="Debian" && !mirror{mirror=$1} END{print mirror}'
}

# debian_unpack SUITE FOLDER PACKAGE…: the packages and all they depend on.
debian_unpack() {
    local suite=$1 folder=$2 archive
    shift 2
    debian_lists "$suite"
    private "$suite" apt-get clean
    private "$suite" apt-get -y --no-install-recommends --download-only install "$@"
    for archive in "$guests/apt-$suite"/cache/archives/*.deb; do dpkg-deb -x "$archive" "$folder"; done
    private "$suite" apt-get clean
}

# debian_modules SUITE FOLDER PACKAGE: a binary package's Python modules, straight into the folder and without what it depends on.
debian_modules() {
    debian_lists "$1"
    (
        cd "$(mktemp -d -p "$2")"
        private "$1" apt-get download "$3"
        dpkg-deb -x ./*.deb .
        cp -r usr/lib/python3/dist-packages/. "$2"
        rm -rf "$PWD"
    )
}

# debian_source SUITE FOLDER PACKAGE: the upstream tarball of a source package, its top folder taken off.
debian_source() {
    debian_lists "$1"
    (
        mkdir -p "$2"
        cd "$(mktemp -d -p "$2")"
        private "$1" apt-get source --download-only --tar-only "$3"
        tar -xf "$(echo ./*.orig.tar.?z*)" -C "$2" --strip-components=1
        rm -rf "$PWD"
    )
}

# debian_bind FOLDER PROGRAM…: the programs run with the folder's own loader and libraries.
debian_bind() {
    local folder=$1 libraries program
    shift
    libraries=$folder/usr/lib/$(gcc -dumpmachine)
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
    # A package's modules for other versions do not compile: not ours to mend.
    "$1/usr/bin/python$2" -m compileall -q -j 0 "$1/usr/lib/python$2" "$1/usr/lib/python3/dist-packages" || true
}
