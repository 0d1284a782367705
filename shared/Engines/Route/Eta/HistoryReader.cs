using TlEngine.Engines.Json;

namespace TlEngine.Engines.Route.Eta;

/// <summary>Reads <c>history</c>: seconds from each stop to the next, or null.</summary>
internal static class HistoryReader
{
    public const string Member = "history";
    public const string Expected = "an array with a number of seconds or null for each stop but the last";
    private const string ExpectedItem = "a number of seconds from 0 to 86400, or null";
    private const string Pointer = "/" + Member;

    /// <summary>Reports a history that is not of these stops, once both are known.</summary>
    public static void Compare(EtaParameters parameters, InputErrors errors)
    {
        var (found, stops) = (parameters.History.Count, parameters.Stops.Count);
        if (found > 0 && stops > 0 && found != stops - 1)
        {
            errors.Add(Pointer, $"Has {found} items for {stops} stops; expected {stops - 1}.");
        }
    }

    public static IReadOnlyList<double> Read(ref Utf8Scanner scanner, InputErrors errors)
    {
        var history = new List<double>();
        if (scanner.TryLiteral("null"u8))
        {
            return history;
        }

        if (!scanner.TryTake((byte)'['))
        {
            errors.AddUnexpected(Pointer, scanner.Skip(), Expected);
            return history;
        }

        for (var i = 0; scanner.NextItem(); i++)
        {
            if (scanner.TryLiteral("null"u8))
            {
                history.Add(double.NaN);
                continue;
            }

            var start = scanner.At;
            if (scanner.TryNumber(out var seconds) && seconds is >= 0 and <= 86_400)
            {
                history.Add(seconds);
                continue;
            }

            scanner.At = start;
            errors.AddUnexpected($"{Pointer}/{i}", scanner.Skip(), ExpectedItem);
        }

        return history;
    }
}
