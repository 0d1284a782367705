#!/usr/bin/env bash
# Writes an image by its digest into an overlay and pushes the commit that Argo CD applies: commit-image.sh dev registry/name@sha256:…
# dev is the branch main. staging is a branch of its own whose every commit has the files of a tag, so that manifests and image always
# belong together; its first parent is the deployment before, so that `git revert -m 1` goes back to it.
set -euo pipefail
environment=${1:-}
image=${2:-}
cd "$(dirname "$0")/../.."
keda/scripts/set-image.sh "$environment" "$image"
message="Deploy ${image#*@} to $environment"

if [ "$environment" = dev ]; then
  if git diff --quiet; then
    echo "The overlay has this image already."
    exit 0
  fi
  git commit --quiet --all --message "$message"
  git pull --quiet --rebase origin main
  git push --quiet origin HEAD:main
  echo "$message: on main."
  exit 0
fi

parents=(-p HEAD)
if git fetch --quiet origin "$environment" 2>/dev/null; then
  parents=(-p FETCH_HEAD -p HEAD)
fi
git add --update
tree=$(git write-tree)
if [ "${#parents[@]}" -eq 4 ] && [ "$tree" = "$(git rev-parse 'FETCH_HEAD^{tree}')" ]; then
  echo "The branch $environment has these files and this image already."
  exit 0
fi
commit=$(git commit-tree "$tree" "${parents[@]}" -m "$message")
git push --quiet origin "$commit:refs/heads/$environment"
echo "$message: on the branch $environment."
