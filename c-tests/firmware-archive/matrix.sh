# Sourced: the builds of the client that are checked and measured.
# shellcheck shell=bash
#
# A build is TARGET CONFIGURATION LAYOUT. The configurations are those of NetX Duo's own MQTT tests, by its names.

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$(dirname "$(dirname "$here")")

declare -A defines=(
    [default]=''
    [secure]='NX_SECURE_ENABLE'
    [require_secure]='NX_SECURE_ENABLE NXD_MQTT_REQUIRE_TLS'
    [queue_depth]='NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH=20'
    [cloud_default]='NXD_MQTT_CLOUD_ENABLE'
    [cloud_secure]='NXD_MQTT_CLOUD_ENABLE NX_SECURE_ENABLE'
    [cloud_require_secure]='NXD_MQTT_CLOUD_ENABLE NX_SECURE_ENABLE NXD_MQTT_REQUIRE_TLS'
    [cloud_queue_depth]='NXD_MQTT_CLOUD_ENABLE NXD_MQTT_MAXIMUM_TRANSMIT_QUEUE_DEPTH=20'
    [websocket_secure]='NX_SECURE_ENABLE NXD_MQTT_OVER_WEBSOCKET'
)
declare -A layout_define=([ours]='' [original]='NXD_MQTT_ORIGINAL_LAYOUT')

# configurations TARGET LAYOUT: all of them for one target, on the others those that the target can make different.
configurations() {
    if [[ $1 == thumbv7em-none-eabihf ]]; then
        echo default secure require_secure queue_depth \
            cloud_default cloud_secure cloud_require_secure cloud_queue_depth websocket_secure
    elif [[ $2 == ours ]]; then
        echo default secure
    else
        echo default
    fi
}

# archive_of TARGET CONFIGURATION LAYOUT: where the build is.
archive_of() {
    echo "${NXD_BUILD_DIR:-$root/build}/firmware-archive/$1/$2-$3.a"
}

# build_archive TARGET CONFIGURATION LAYOUT
build_archive() {
    NXD_MQTT_INCLUDE="$root/include:$root/include/host:$here/include" \
        NXD_MQTT_DEFINES="${defines[$2]} ${layout_define[$3]}" \
        BINDGEN_EXTRA_CLANG_ARGS='' RUSTFLAGS='' CARGO_PROFILE_FIRMWARE_DEBUG=false \
        "$root/firmware/archive" "$1" "$(archive_of "$@")" "$(archive_of "$@").rs"
}

# control_block TARGET CONFIGURATION LAYOUT: bytes.
control_block() {
    sed -nE 's/.*"Size of NXD_MQTT_CLIENT_STRUCT".* - ([0-9]+)usize.*/\1/p' "$(archive_of "$@").rs"
}

# sections ARCHIVE: "flags bytes name" of every section that takes memory on the target.
sections() {
    readelf --wide --section-headers "$1" 2>/dev/null |
        sed -nE 's/^ *\[ *[0-9]+\] ([^ ]+) +[A-Z_]+ +[0-9a-f]+ [0-9a-f]+ ([0-9a-f]+) [0-9a-f]+ +([WAXMSILOGTCxoEDyp]*) .*/\3 \2 \1/p' |
        awk '$1 ~ /A/' | while read -r flags hex name; do
            echo "$flags $((16#$hex)) $name"
        done
}

# symbols ARCHIVE UND|DEF: names that are not local.
symbols() {
    readelf --wide --syms "$1" 2>/dev/null |
        awk -v where="$2" '$5 ~ /^(GLOBAL|WEAK)$/ && ($7 == "UND") == (where == "UND") { print $8 }' | sort -u
}
