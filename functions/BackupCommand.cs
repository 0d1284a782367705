using System.Globalization;
using Amazon.Runtime;
using TlEngine.Files.S3;
using TlEngine.Settings;

namespace TlEngine.Functions;

/// <summary>
/// <c>store-backup FILE DAYS</c> puts a dump of the database into S3 and deletes those older than DAYS;
/// <c>fetch-backup KEY|latest FILE</c> gets one.
/// </summary>
public static class BackupCommand
{
    private const int WrongUse = 64;

    /// <summary>How an archive of pg_dump's custom format begins.</summary>
    private static readonly byte[] Magic = "PGDMP"u8.ToArray();

    /// <returns>The exit code: 0, 1 when it failed, 64 for wrong arguments, 78 without S3.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ServiceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.S3 is not { } s3)
        {
            return await FailAsync(FunctionApp.UnusableSettings, "Backups are kept in S3: set AWS_S3_BUCKET_NAME and its keys.");
        }

        using var backups = new S3Backups(s3, settings.Environment, TimeProvider.System);
        try
        {
            return arguments switch
            {
                ["store-backup", var file, var text]
                    when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 3650 =>
                    await StoreAsync(backups, file, days),
                ["fetch-backup", var wanted, var file] => await FetchAsync(backups, wanted, file),
                _ => await FailAsync(WrongUse, "usage: store-backup FILE DAYS | fetch-backup KEY|latest FILE"),
            };
        }
        catch (Exception exception) when (
            exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            return await FailAsync(1, $"The backup failed: {exception.Message} `check-connections` tells more about S3.");
        }
    }

    private static async Task<int> StoreAsync(S3Backups backups, string file, int days)
    {
        if (!File.Exists(file) || !await IsDumpAsync(file))
        {
            return await FailAsync(1, $"{file} is no dump in pg_dump's custom format; nothing was stored or deleted.");
        }

        var (key, deleted) = await backups.StoreAsync(file, days, CancellationToken.None);
        Console.WriteLine($"Stored {key}, {new FileInfo(file).Length} bytes; deleted {deleted} older than {days} days.");
        return 0;
    }

    private static async Task<int> FetchAsync(S3Backups backups, string wanted, string file)
    {
        if (await backups.FetchAsync(wanted, file, CancellationToken.None) is not { } key)
        {
            return await FailAsync(1, $"There is no backup {wanted}.");
        }

        Console.WriteLine($"{key} is in {file}.");
        return 0;
    }

    private static async Task<bool> IsDumpAsync(string file)
    {
        await using var content = File.OpenRead(file);
        var start = new byte[Magic.Length];
        return await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Magic);
    }

    private static async Task<int> FailAsync(int exitCode, string message)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }
}
