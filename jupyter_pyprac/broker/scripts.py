"""What Redis does in one step for the service, as Lua.

A queued job's stream id is `{milliseconds}-{ordinal}`: the ordinal counts every entry the stream ever had, so the
jobs ahead of one are known without reading the others.
"""

PRELUDE = """
local function fields(reply)
  local named = {}
  if type(reply) == 'table' and not reply.err then
    for i = 1, #reply, 2 do named[reply[i]] = reply[i + 1] end
  end
  return named
end

local function graders(stream, name)
  local rows = redis.pcall('XINFO', 'GROUPS', stream)
  if rows.err then return nil end
  for _, row in ipairs(rows) do
    local group = fields(row)
    if group['name'] == name then return group end
  end
  return nil
end

local function parts(id)
  local milliseconds, ordinal = string.match(id or '', '^(%d+)-(%d+)$')
  return tonumber(milliseconds), tonumber(ordinal)
end

local function is_later(id, other)
  local m, n = parts(id)
  local p, q = parts(other)
  return m > p or (m == p and n > q)
end

local function whereabouts(stream, name, id)
  if not parts(id) or #redis.call('XRANGE', stream, id, id) == 0 then return 'gone' end
  local group = graders(stream, name)
  if not group or is_later(id, group['last-delivered-id']) then return 'undelivered' end
  if #redis.call('XPENDING', stream, name, id, id, 1) > 0 then return 'pending' end
  return 'gone'
end

local function ahead(stream, name, ordinal)
  local group = graders(stream, name)
  local lag = group and tonumber(group['lag']) or redis.call('XLEN', stream)
  local added = fields(redis.pcall('XINFO', 'STREAM', stream))['entries-added'] or 0
  local undelivered = math.max(0, math.min(lag, ordinal - 1 - (added - lag)))
  return undelivered + (group and group['pending'] or 0)
end
"""

QUEUE = (
    PRELUDE
    + """
local stream, inflight, result = KEYS[1], KEYS[2], KEYS[3]
local name, field, job, job_id, seconds = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

if inflight then
  if redis.call('EXISTS', result) == 1 then return {job_id, false, 0, 0} end
  local known_job, known_id = string.match(redis.call('GET', inflight) or '', '^(%S+) (%S+)$')
  local place = whereabouts(stream, name, known_id)
  if place == 'pending' then return {known_job, known_id, 0, 0} end
  if place == 'undelivered' then
    local _, ordinal = parts(known_id)
    return {known_job, known_id, 0, ahead(stream, name, ordinal)}
  end
end

local info = fields(redis.pcall('XINFO', 'STREAM', stream))
local ordinal = (info['entries-added'] or 0) + 1
local time = redis.call('TIME')
local last = parts(info['last-generated-id']) or 0
local now = math.max(time[1] * 1000 + math.floor(time[2] / 1000), last)
local before = ahead(stream, name, ordinal)
local id = redis.pcall('XADD', stream, string.format('%.0f-%.0f', now, ordinal), field, job)
if type(id) == 'table' then id = redis.call('XADD', stream, '*', field, job) end
if inflight then redis.call('SET', inflight, job_id .. ' ' .. id, 'EX', seconds) end
return {job_id, id, 1, before}
"""
)
"""KEYS: stream, and unless the job is shared with nobody grading-inflight and grading-result.

Returns job id, stream id, fresh, ahead. A job whose verdict is stored has nowhere to wait: several submissions bring
the same job, and it may be graded before the last of them does.

An inflight key whose job is no longer under way (its entry was lost, or acknowledged without a verdict) is passed
over and written anew."""

WHEREABOUTS = PRELUDE + "return whereabouts(KEYS[1], ARGV[1], ARGV[2])"
"""`undelivered`, `pending` or `gone`."""

POSITION = (
    PRELUDE
    + """
local place = whereabouts(KEYS[1], ARGV[1], ARGV[2])
if place == 'gone' then return false end
if place == 'pending' then return 0 end
local _, ordinal = parts(ARGV[2])
return ahead(KEYS[1], ARGV[1], ordinal)
"""
)
"""How many jobs are ahead of the entry, 0 once it is being graded, nothing when it is gone."""

FIGURES = (
    PRELUDE
    + """
local function seconds(id, time)
  local milliseconds = parts(id)
  return milliseconds and string.format('%.3f', math.max(0, time[1] + time[2] / 1000000 - milliseconds / 1000)) or '0'
end

local time, found = redis.call('TIME'), {}
for i = 1, #KEYS do
  local group = graders(KEYS[i], ARGV[1])
  local pending = group and redis.call('XPENDING', KEYS[i], ARGV[1]) or {0}
  local after = group and '(' .. group['last-delivered-id'] or '-'
  local waiting = redis.call('XRANGE', KEYS[i], after, '+', 'COUNT', 1)[1]
  local lag = group and tonumber(group['lag']) or (waiting and redis.call('XLEN', KEYS[i]) or 0)
  found[i] = {lag, pending[1], seconds(waiting and waiting[1], time), seconds(pending[2], time)}
end
return found
"""
)
"""For each stream of KEYS: jobs unread, jobs that graders have, and the age in seconds of the oldest of either."""

BUCKET = """
local rate, burst = tonumber(ARGV[1]) / 60, tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local passed = math.max(0, now - (tonumber(kept[2]) or now))
local tokens = math.min(burst, (tonumber(kept[1]) or burst) + passed * rate)
local wait = 0
if tokens >= 1 then tokens = tokens - 1 else wait = (1 - tokens) / rate end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.6f', now))
redis.call('EXPIRE', KEYS[1], math.ceil(burst / rate) + 1)
return string.format('%.6f', wait)
"""
"""Take one token of a bucket; returns the seconds to wait, `0.000000` when there was one."""
