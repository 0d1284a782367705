using System.Collections.Concurrent;
using TlEngine.Caching;
using TlEngine.Readiness;

namespace TlEngine.Executions.Results;

/// <summary>
/// Results of deterministic engines. Of equal calls at the same moment one runs, in whatever instance, and the others take its result.
/// While the cache is away that holds within this process.
/// </summary>
internal sealed class ResultCache(ICache cache, TimeProvider time)
{
    /// <summary>For how long an instance that may have died keeps the others waiting.</summary>
    public static readonly TimeSpan Reservation = TimeSpan.FromSeconds(15);

    /// <summary>A larger result, as stored, is not kept: it would push many small ones out.</summary>
    public const int LargestResult = 1024 * 1024;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, ResultFlight> _flights = new(StringComparer.Ordinal);

    /// <summary>One look, without waiting for an equal call.</summary>
    public async Task<ResultLookup> LookAsync(ResultKey key, CancellationToken cancellationToken)
    {
        var flight = new ResultFlight();
        return _flights.TryAdd(key.Name, flight)
            ? await LeadAsync(key, flight, waits: false, cancellationToken)
            : new ResultLookup.Busy();
    }

    /// <summary>Waits for an equal call, should one be running.</summary>
    /// <returns>Hit or Make.</returns>
    public async Task<ResultLookup> FindAsync(ResultKey key, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mine = new ResultFlight();
            var flight = _flights.GetOrAdd(key.Name, mine);
            if (flight == mine)
            {
                return await LeadAsync(key, mine, waits: true, cancellationToken);
            }

            var landing = await flight.WaitAsync(cancellationToken);
            if (landing.Result is { } result)
            {
                return new ResultLookup.Hit(result);
            }

            if (!landing.LookAgain)
            {
                return new ResultLookup.Make(null);
            }
        }
    }

    public async Task KeepAsync(ResultKey key, ResultFlight flight, Payload result)
    {
        Land(key, flight, new ResultFlight.Landing(result, LookAgain: false));
        if (result.Bytes is { Length: <= LargestResult })
        {
            await TryAsync(() => cache.SetAsync(key.Name, ResultCodec.Encode(result), key.Lifetime, CancellationToken.None));
        }
        else
        {
            await ReleaseAsync(key);
        }
    }

    public async Task GiveUpAsync(ResultKey key, ResultFlight flight)
    {
        Land(key, flight, new ResultFlight.Landing(null, LookAgain: false));
        await ReleaseAsync(key);
    }

    private async Task<ResultLookup> LeadAsync(ResultKey key, ResultFlight flight, bool waits, CancellationToken cancellationToken)
    {
        ResultFlight.Landing? landing = new ResultFlight.Landing(null, LookAgain: true);
        try
        {
            for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
            {
                var lookup = await FindOrReserveAsync(key, cancellationToken);
                if (lookup.Value is { } value)
                {
                    var result = ResultCodec.Decode(value);
                    landing = new ResultFlight.Landing(result, LookAgain: false);
                    return new ResultLookup.Hit(result);
                }

                if (lookup.Reserved)
                {
                    // The permit lands the flight.
                    landing = null;
                    return new ResultLookup.Make(new ResultPermit(this, key, flight));
                }

                if (!waits)
                {
                    return new ResultLookup.Busy();
                }

                await Task.Delay(pause, time, cancellationToken);
            }
        }
        finally
        {
            if (landing is { } known)
            {
                Land(key, flight, known);
            }
        }
    }

    private async Task<CacheLookup> FindOrReserveAsync(ResultKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await cache.FindOrReserveAsync(key.Name, Reservation, cancellationToken);
        }
        catch (DependencyUnavailableException)
        {
            // The call runs as if nothing were cached; the connection's own log has said that the server is away.
            return new CacheLookup(null, Reserved: true);
        }
    }

    private void Land(ResultKey key, ResultFlight flight, ResultFlight.Landing landing)
    {
        _flights.TryRemove(KeyValuePair.Create(key.Name, flight));
        flight.Land(landing);
    }

    private Task ReleaseAsync(ResultKey key) => TryAsync(() => cache.ReleaseAsync(key.Name, CancellationToken.None));

    private static async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (DependencyUnavailableException)
        {
            // The result is not kept, or its reservation ends by itself: the next equal call runs the engine.
        }
    }
}
