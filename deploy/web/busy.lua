-- More than this at once is answered 503, and no program starts: gl-interaction.socket takes 64.
local most = 32
local active = lighty.server.plugin_stats["gw.active-requests"] or 0
if active >= most then
	lighty.r.resp_header["Content-Type"] = "application/json"
	lighty.r.resp_header["Retry-After"] = "1"
	lighty.r.resp_body.set('{"error":"too many at once; try again"}')
	return 503
end
