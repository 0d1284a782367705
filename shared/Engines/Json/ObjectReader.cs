namespace TlEngine.Engines.Json;

/// <summary>Reads a JSON object of known members into whatever their readers set. Every fault is reported.</summary>
internal sealed class ObjectReader(InputErrors errors, params ObjectMember[] members)
{
    private readonly string _names = string.Join(", ", members.Select(member => member.Name));

    /// <summary>Takes the next value. False where it has a fault.</summary>
    public bool Read(ref Utf8Scanner scanner, string pointer, string expected = "an object")
    {
        var before = errors.Count;
        if (!scanner.TryTake((byte)'{'))
        {
            errors.AddUnexpected(pointer, scanner.Skip(), expected);
            return false;
        }

        var found = new bool[members.Length];
        while (scanner.NextMember(out var name))
        {
            var index = Find(name);
            if (index < 0)
            {
                errors.AddUnknown(pointer, name, _names);
                scanner.Skip();
                continue;
            }

            found[index] = true;
            ReadMember(ref scanner, members[index], $"{pointer}/{members[index].Name}");
        }

        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Required && !found[i])
            {
                errors.Add($"{pointer}/{members[i].Name}", $"Missing; expected {members[i].Expected}.");
            }
        }

        return errors.Count == before;
    }

    private void ReadMember(ref Utf8Scanner scanner, ObjectMember member, string pointer)
    {
        var start = scanner.At;
        if (!member.Read(ref scanner, pointer))
        {
            scanner.At = start;
            errors.AddUnexpected(pointer, scanner.Skip(), member.Expected);
        }
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Is(name))
            {
                return i;
            }
        }

        return -1;
    }
}
