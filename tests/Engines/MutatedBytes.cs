using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace TlEngine.Tests.Engines;

/// <summary>Good input with a few bytes replaced, dropped or doubled.</summary>
internal static class MutatedBytes
{
    private static readonly byte[] _spares = Encoding.UTF8.GetBytes("{}[]\",:\\0.-eEtfn \0\u00ff");

    public static Gen<byte[]> Of(byte[][] good) =>
        from start in Gen.Elements(good)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Mutate(start, new Random(seed));

    public static byte[] Mutate(byte[] start, Random random)
    {
        var bytes = start.ToList();
        for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = _spares[random.Next(_spares.Length)];
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, _spares[random.Next(_spares.Length)]);
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(bytes.Count - at));
                    break;
            }
        }

        return [.. bytes];
    }
}
