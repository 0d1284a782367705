using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TlEngine.Settings;
using TlEngine.Storage;

namespace TlEngine.Bench;

/// <summary>The storage over a PostgreSQL that is there to be measured, migrated.</summary>
internal sealed class BenchDatabase(ServiceProvider services) : IAsyncDisposable
{
    public IExecutionStore Executions => services.GetRequiredService<IExecutionStore>();

    public IExecutionList Lists => services.GetRequiredService<IExecutionList>();

    public static async Task<BenchDatabase> OpenAsync(string url)
    {
        if (!DatabaseUrl.TryParse(url, out var database, out var error))
        {
            throw new ArgumentException(error, nameof(url));
        }

        var settings = new ServiceSettings { Environment = "dev", DataFolder = "unused", Database = database };
        var services = new ServiceCollection().AddStorage(settings).BuildServiceProvider();
        await services.GetRequiredService<IMigrator>().MigrateAsync(CancellationToken.None);
        return new BenchDatabase(services);
    }

    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        command.CommandTimeout = 600;
        return await command.ExecuteScalarAsync();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
