# Third-party packages whose own tests are measured. Nobody here wrote them.
# shellcheck shell=bash

# Debian source packages; the suite's folder has the package's name.
suites=(tomlkit sqlparse jinja2)
long_suites=(markdown-it-py python-click python-attrs pyparsing parso werkzeug)

# What their tests import, as Debian packages.
suite_requirements=(python3-yaml python3-markupsafe python3-trio)

# suites_unpack FOLDER PACKAGE…
suites_unpack() {
    local folder=$1 package
    shift
    mkdir -p "$guests/suites"
    for package in "$@"; do
        debian_source "$folder/$package" "$package"
        ln -sfn "$folder/$package" "$guests/suites/$package"
    done
}
