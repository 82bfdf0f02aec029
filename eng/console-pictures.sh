#!/usr/bin/env bash
# Takes the pictures of docs/console: every page of the console in English and Korean, light and dark, 1280 and 390 pixels wide, from a fresh
# server with data made through the API. Pictures of pages that are no more are removed.
#
#   eng/console-pictures.sh            into docs/console
#   eng/console-pictures.sh FOLDER     into another folder
#
# Installs what is missing (eng/install-test-tools.sh, and pngquant, which makes the pictures small).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=apt-install.sh
source "$root/eng/apt-install.sh"
folder=$(realpath -m "${1:-$root/docs/console}")
colours=128

"$root/eng/install-test-tools.sh"
command -v pngquant >/dev/null || apt_install pngquant

dotnet build "$root/tests/Haneul.EndToEndTests" -c Release -v quiet -nologo
taken=$(mktemp -d)
trap 'rm -rf "$taken"' EXIT
HANEUL_CONSOLE_PICTURES="$taken" dotnet "$root/artifacts/bin/Haneul.EndToEndTests/release/Haneul.EndToEndTests.dll" \
  -noLogo -noColor -class Haneul.EndToEndTests.Browser.ConsolePictures -explicit only

printf '%s\0' "$taken"/*.png | xargs -0 -n 20 -P "$(nproc)" pngquant --force --ext .png --speed 10 --strip "$colours"
mkdir -p "$folder"
rm -f "$folder"/*.png
mv "$taken"/*.png "$folder"

# The gallery: a heading for each page, and all its pictures.
{
  echo "# Pictures of the console"
  echo
  echo "Every page in English and Korean, light and dark, 1280 and 390 pixels wide, with sample data. Taken by \`eng/console-pictures.sh\`."
  for picture in "$folder"/*-en-light-1280.png; do
    page=$(basename "$picture" -en-light-1280.png)
    printf '\n## %s\n\n' "$page"
    for width in 1280 390; do
      for look in en-light en-dark ko-light ko-dark; do
        printf '<img src="%s-%s-%s.png" alt="%s, %s, %s pixels" width="%s">\n' "$page" "$look" "$width" "$page" "${look/-/, }" "$width" "$((width / 4 + 60))"
      done
    done
  done
} >"$folder/README.md"
echo "$(find "$folder" -name '*.png' | wc -l) pictures, $(du -sh "$folder" | cut -f1), in $folder"
