using System.Text;
using TlEngine.Engines.Json;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>Reads <c>fences</c>: <c>[{id, geometry, initial_state, initial_since}]</c>.</summary>
internal sealed class FenceReader(InputErrors errors)
{
    public const string Member = "fences";
    public const string Pointer = "/" + Member;
    public const string Expected = "an array of fences";
    private const int LongestId = 200;
    private const string ExpectedId = "a string of 1 to 200 characters";

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public IReadOnlyList<GeoFence> Read(ref Utf8Scanner scanner)
    {
        var fences = new List<GeoFence>();
        if (!scanner.TryTake((byte)'['))
        {
            errors.AddUnexpected(Pointer, scanner.Skip(), Expected);
            return fences;
        }

        for (var i = 0; scanner.NextItem(); i++)
        {
            if (ReadFence(ref scanner, $"{Pointer}/{i}") is { } fence)
            {
                fences.Add(fence);
            }
        }

        return fences;
    }

    private GeoFence? ReadFence(ref Utf8Scanner scanner, string pointer)
    {
        if (!scanner.TryTake((byte)'{'))
        {
            errors.AddUnexpected(pointer, scanner.Skip(), "an object");
            return null;
        }

        string? id = null;
        Shape? shape = null;
        bool? inside = null;
        long? since = null;
        var (hasId, hasGeometry) = (false, false);
        while (scanner.NextMember(out var name))
        {
            if (name.SequenceEqual("id"u8))
            {
                hasId = true;
                id = ReadId(ref scanner, pointer + "/id");
            }
            else if (name.SequenceEqual("geometry"u8))
            {
                hasGeometry = true;
                shape = new GeometryReader(errors, pointer + "/geometry").Read(ref scanner);
            }
            else if (name.SequenceEqual("initial_state"u8))
            {
                inside = ReadState(ref scanner, pointer + "/initial_state");
            }
            else if (name.SequenceEqual("initial_since"u8))
            {
                since = ReadTime(ref scanner, pointer + "/initial_since");
            }
            else
            {
                errors.AddUnknown(pointer, name, "id, geometry, initial_state, initial_since");
                scanner.Skip();
            }
        }

        AddMissing(hasId, pointer + "/id", ExpectedId);
        AddMissing(hasGeometry, pointer + "/geometry", GeometryReader.Expected);
        if (since is not null && inside is not true)
        {
            errors.Add(pointer + "/initial_since", "There is no stay that began; expected null where initial_state is not inside.");
        }

        return id is null || shape is null ? null : new GeoFence(id, shape, inside, since);
    }

    private string? ReadId(ref Utf8Scanner scanner, string pointer)
    {
        var start = scanner.At;
        var id = scanner.TryText(out var text) ? Encoding.UTF8.GetString(text) : "";
        if (id.Length is < 1 or > LongestId)
        {
            scanner.At = start;
            errors.AddUnexpected(pointer, scanner.Skip(), ExpectedId);
            return null;
        }

        if (!_ids.Add(id))
        {
            errors.Add(pointer, $"Found \"{id}\" again; expected an id that no other fence has.");
        }

        return id;
    }

    private bool? ReadState(ref Utf8Scanner scanner, string pointer)
    {
        var state = scanner.Skip();
        if (state.SequenceEqual("\"inside\""u8))
        {
            return true;
        }

        if (state.SequenceEqual("\"outside\""u8))
        {
            return false;
        }

        if (!state.SequenceEqual("null"u8))
        {
            errors.AddUnexpected(pointer, state, "inside, outside or null");
        }

        return null;
    }

    private long? ReadTime(ref Utf8Scanner scanner, string pointer)
    {
        var start = scanner.At;
        if (scanner.TryLiteral("null"u8))
        {
            return null;
        }

        if (scanner.TryTime(out var ticks) && ticks != Rfc3339.NoTime)
        {
            return ticks;
        }

        scanner.At = start;
        errors.AddUnexpected(pointer, scanner.Skip(), "an RFC 3339 time, epoch milliseconds or null");
        return null;
    }

    private void AddMissing(bool found, string pointer, string expected)
    {
        if (!found)
        {
            errors.Add(pointer, $"Missing; expected {expected}.");
        }
    }
}
