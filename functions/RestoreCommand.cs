using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TlEngine.Archive;
using TlEngine.Executions;
using TlEngine.Readiness;
using TlEngine.Settings;

namespace TlEngine.Functions;

/// <summary><c>restore-archive YYYY-MM-DD [--execution ID]</c> reads a day's archive, or one execution of it, back into the
/// database.</summary>
public static class RestoreCommand
{
    private const int WrongUse = 64;

    /// <returns>The exit code: 0, 1 when nothing could be restored, 64 for wrong arguments.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ServiceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!TryParse(arguments, out var day, out var only))
        {
            return await FailAsync(WrongUse, "usage: restore-archive YYYY-MM-DD [--execution ID]");
        }

        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConsole())
            .AddFunctionApp(settings)
            .BuildServiceProvider();
        try
        {
            var outcome = await services.GetRequiredService<ArchiveRestore>().RunAsync(day, only, CancellationToken.None);
            return await TellAsync(outcome, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}"), only);
        }
        catch (Exception exception) when (exception is InvalidDataException or DependencyUnavailableException)
        {
            return await FailAsync(1, $"The archive was not restored: {exception.Message}");
        }
    }

    private static async Task<int> TellAsync(RestoreOutcome outcome, string day, ExecutionId? only)
    {
        if (outcome.Parts == 0)
        {
            return await FailAsync(1, $"There is no archive of {day}; its executions are in the database, or there were none.");
        }

        if (only is { } id && outcome.Restored + outcome.AlreadyThere == 0)
        {
            return await FailAsync(
                1, $"The archive of {day} has no execution {id}; archives go by the UTC day on which executions finished.");
        }

        Console.WriteLine(
            $"Restored {outcome.Restored} executions of {day} from {outcome.Parts} files; {outcome.AlreadyThere} were there already.");
        return 0;
    }

    private static bool TryParse(IReadOnlyList<string> arguments, out DateOnly day, out ExecutionId? only)
    {
        (day, only) = (default, null);
        if (arguments.Count < 2
            || !DateOnly.TryParseExact(arguments[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return false;
        }

        switch (arguments)
        {
            case [_, _]:
                return true;
            case [_, _, "--execution", var text] when ExecutionId.TryParse(text, out var id):
                only = id;
                return true;
            default:
                return false;
        }
    }

    private static async Task<int> FailAsync(int exitCode, string message)
    {
        await Console.Error.WriteLineAsync(message);
        return exitCode;
    }
}
