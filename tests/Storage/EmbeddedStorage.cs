using Microsoft.Extensions.DependencyInjection;
using TlEngine.Settings;
using TlEngine.Storage.Embedded;

namespace TlEngine.Tests.Storage;

public sealed class EmbeddedStorage : StorageUnderTest
{
    private readonly ManualClock _clock = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"tl-engine-storage-{Guid.NewGuid():N}");

    public override DateTimeOffset Now => _clock.GetUtcNow();

    public override string Epoch => "0";

    public override TimeSpan Tolerance => TimeSpan.Zero;

    public override Task PassAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return Task.CompletedTask;
    }

    public override Task PassHoursAsync(int hours) => PassAsync(TimeSpan.FromHours(hours));

    public override Task ExecuteAsync(string sql) => Service<SqliteGateway>().WriteAsync(
        session =>
        {
            session.ExecuteScript(sql);
            return true;
        },
        CancellationToken.None);

    public override Task<long> CountAsync(string sql) =>
        Service<SqliteGateway>().ReadAsync(session => session.Query(sql, reader => reader.GetInt64(0)).Single(), CancellationToken.None);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<ServiceSettings> CreateAsync() =>
        Task.FromResult(new ServiceSettings { Environment = "local", DataFolder = _folder });

    protected override void Configure(IServiceCollection services) => services.AddSingleton<TimeProvider>(_clock);
}
