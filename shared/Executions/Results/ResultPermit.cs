namespace TlEngine.Executions.Results;

/// <summary>The right to make a result for all that ask for it; disposing without having kept one lets the others run for
/// themselves.</summary>
internal sealed class ResultPermit(ResultCache cache, ResultKey key, ResultFlight flight) : IAsyncDisposable
{
    private bool _ended;

    /// <summary>Gives the result to those who wait for it, and keeps it for those to come.</summary>
    public Task KeepAsync(Payload result)
    {
        _ended = true;
        return cache.KeepAsync(key, flight, result);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            _ended = true;
            await cache.GiveUpAsync(key, flight);
        }
    }
}
