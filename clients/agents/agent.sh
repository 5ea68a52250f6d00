#!/usr/bin/env bash
# Asks one coding agent one thing in a clean environment: agent.sh claude|codex|codex-ws PROMPT
# Environment: HERE (a folder of this run), GATEWAY, KEY, MODEL. The answer goes to the standard output.
set -eu
bin="$(cd "$(dirname "$(readlink -f "$0")")" && pwd)/node_modules/.bin"
clean() { exec env -i PATH="$PATH" HOME="$HERE/home" TMPDIR="$HERE" TERM=dumb LANG=C.UTF-8 NO_COLOR=1 "$@"; }

case "$1" in
  claude)
    clean ANTHROPIC_BASE_URL="$GATEWAY" ANTHROPIC_API_KEY="$KEY" ANTHROPIC_DEFAULT_HAIKU_MODEL="$MODEL" \
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 DISABLE_AUTOUPDATER=1 CLAUDE_CODE_MAX_RETRIES=2 \
      "$bin/claude" -p "$2" --model "$MODEL" --allowedTools "Bash(cat:*)"
    ;;
  codex | codex-ws)
    socket=false
    [ "$1" = codex-ws ] && socket=true
    mkdir -p "$HERE/home/.codex"
    cat > "$HERE/home/.codex/config.toml" << X
model = "$MODEL"
model_provider = "lingzhi"
check_for_update_on_startup = false
[analytics]
enabled = false
[model_providers.lingzhi]
name = "lingzhi"
base_url = "$GATEWAY/v1"
env_key = "LINGZHI_KEY"
wire_api = "responses"
supports_websockets = $socket
X
    clean LINGZHI_KEY="$KEY" "$bin/codex" exec --skip-git-repo-check -s danger-full-access "$2"
    ;;
esac
