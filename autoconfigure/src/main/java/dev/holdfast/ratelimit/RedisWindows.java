package dev.holdfast.ratelimit;

import org.springframework.data.redis.core.script.RedisScript;

/**
 * The windows of {@link Window} as scripts, which Redis runs one at a time. The time is
 * that of Redis, in microseconds, so that all nodes have the same; should it be set back,
 * windows become longer for a while, by another window at most.
 */
final class RedisWindows {

	private static final String BEGIN = """
			local time = redis.call('TIME')
			local now = time[1] * 1000000 + time[2]
			local limit = tonumber(ARGV[1])
			local length = tonumber(ARGV[2])
			local allowed = 0
			""";

	private static final String END = """
			return string.format('%d %d %.0f %.0f', allowed, count, reset - now, reset)
			""";

	/**
	 * A hash: when the window began, and how many were counted.
	 */
	static final RedisScript<byte[]> FIXED = RedisScript.of(BEGIN + """
			local window = redis.call('HMGET', KEYS[1], 'begin', 'count')
			local begin = tonumber(window[1] or now)
			local count = tonumber(window[2] or 0)
			if now - begin >= length then
				begin = now
				count = 0
			end
			if begin > now then
				begin = now
				redis.call('HSET', KEYS[1], 'begin', string.format('%.0f', begin))
			end
			local reset = begin + length
			if count < limit then
				allowed = 1
				count = count + 1
				redis.call('HSET', KEYS[1], 'begin', string.format('%.0f', begin), 'count', count)
				redis.call('PEXPIRE', KEYS[1], math.ceil((reset - now) / 1000))
			end
			""" + END, byte[].class);

	/**
	 * A list of the times of all requests in the window, oldest first.
	 */
	static final RedisScript<byte[]> SLIDING = RedisScript.of(BEGIN + """
			local newest = tonumber(redis.call('LINDEX', KEYS[1], -1) or now)
			if newest - now > length then
				redis.call('DEL', KEYS[1])
			elseif newest > now then
				now = newest
			end
			for _, step in ipairs({ 1000, 1 }) do
				local last = redis.call('LINDEX', KEYS[1], step - 1)
				while last and now - tonumber(last) >= length do
					redis.call('LTRIM', KEYS[1], step, -1)
					last = redis.call('LINDEX', KEYS[1], step - 1)
				end
			end
			local count = redis.call('LLEN', KEYS[1])
			if count < limit then
				allowed = 1
				count = count + 1
				redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
				redis.call('PEXPIRE', KEYS[1], math.ceil(length / 1000))
			end
			local leaving = math.max(0, count - limit)
			local reset = tonumber(redis.call('LINDEX', KEYS[1], leaving)) + length
			""" + END, byte[].class);

	private RedisWindows() {
	}

	static RedisScript<byte[]> of(RateLimit.Algorithm algorithm) {
		return (algorithm == RateLimit.Algorithm.FIXED) ? FIXED : SLIDING;
	}

}
