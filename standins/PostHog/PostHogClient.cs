using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PostHog.Features;

namespace PostHog;

/// <summary>Queues events in memory and posts them in batches: by count, by interval, on request and once when disposed.</summary>
public sealed class PostHogClient : IPostHogClient
{
    private readonly PostHogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpClient _http;
    private readonly BatchSender _sender;
    private readonly Channel<CapturedEvent> _queue;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Channel<bool> _wakeUps = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer _interval;
    private readonly Task _loop;
    private readonly bool _off;
    private int _disposed;

    public PostHogClient(
        IOptions<PostHogOptions> options,
        IHttpClientFactory? httpClientFactory = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _time = timeProvider ?? TimeProvider.System;
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<PostHogClient>();
        _off = _options.Disabled || string.IsNullOrWhiteSpace(_options.ProjectToken);
        if (_off && !_options.Disabled)
        {
            PostHogLog.NoToken(_logger);
        }

        _http = httpClientFactory?.CreateClient(nameof(PostHogClient)) ?? new HttpClient();
        _sender = new BatchSender(_http, _options, _time, _logger);
        _queue = Channel.CreateBounded<CapturedEvent>(
            new BoundedChannelOptions(_options.MaxQueueSize) { FullMode = BoundedChannelFullMode.DropOldest });
        _interval = _time.CreateTimer(_ => _wakeUps.Writer.TryWrite(true), null, _options.FlushInterval, _options.FlushInterval);
        _loop = SendInBackgroundAsync();
    }

    public bool Capture(
        string distinctId,
        string eventName,
        Dictionary<string, object>? properties,
        GroupCollection? groups,
        FeatureFlagEvaluations? flags,
        DateTimeOffset? timestamp = null)
    {
        if (_off)
        {
            return false;
        }

        var all = EventProperties.Of(distinctId, properties, groups);
        if (!_queue.Writer.TryWrite(new CapturedEvent(Guid.NewGuid(), eventName, distinctId, all, timestamp ?? _time.GetUtcNow())))
        {
            return false;
        }

        if (_queue.Reader.Count >= _options.FlushAt)
        {
            _wakeUps.Writer.TryWrite(true);
        }

        return true;
    }

    public async Task FlushAsync()
    {
        await _sending.WaitAsync();
        try
        {
            while (TakeBatch() is { Count: > 0 } batch)
            {
                await _sender.SendAsync(batch);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        _queue.Writer.Complete();
        await _interval.DisposeAsync();
        _wakeUps.Writer.Complete();
        await _loop;
        await FlushAsync();
        _http.Dispose();
        _sending.Dispose();
    }

    // The container's own synchronous disposal is the only caller; nothing else waits on this thread.
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task SendInBackgroundAsync()
    {
        await foreach (var _ in _wakeUps.Reader.ReadAllAsync())
        {
            try
            {
                await FlushAsync();
            }
            catch (Exception exception)
            {
                // The edge of the loop: a property that is no JSON costs its batch, not the events after it.
                PostHogLog.BatchFailed(_logger, exception);
            }
        }
    }

    private List<CapturedEvent> TakeBatch()
    {
        var batch = new List<CapturedEvent>();
        while (batch.Count < _options.MaxBatchSize && _queue.Reader.TryRead(out var captured))
        {
            batch.Add(captured);
        }

        return batch;
    }
}
