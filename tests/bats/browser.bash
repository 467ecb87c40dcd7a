# Chromium (Debian's), and playwright-core and axe-core from npm in build/site.
# To be called before `run`, which would swallow the skip.
browser_or_skip() {
	local modules="$PROJECT/build/site/node_modules"
	[ -x /usr/bin/chromium ] || skip 'chromium is not installed (deploy/packages --tests)'
	command -v npm >/dev/null || skip 'npm is not installed (deploy/packages --tests)'
	[ -d "$modules/playwright-core" ] && [ -d "$modules/axe-core" ] || npm install --silent --no-audit --no-fund --no-save --prefix "$PROJECT/build/site" \
		playwright-core@1 axe-core@4 >/dev/null 2>&1 || skip 'npm cannot fetch playwright-core and axe-core'
}
