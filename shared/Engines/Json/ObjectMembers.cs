using System.Globalization;
using System.Text;

namespace TlEngine.Engines.Json;

/// <summary>
/// Members of the usual types. With <c>nullable</c> a null is taken too, and sets nothing; what is not required may be null or absent.
/// </summary>
internal static class ObjectMembers
{
    public static ObjectMember Number(
        string name, double minimum, double maximum, Action<double> set, bool required = true, bool nullable = false)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}");
        return Of(name, range, required, nullable, (ref Utf8Scanner scanner, string _) =>
        {
            var good = scanner.TryNumber(out var value) && value >= minimum && value <= maximum;
            set(value);
            return good;
        });
    }

    /// <param name="set">Takes UTC ticks.</param>
    public static ObjectMember Time(string name, Action<long> set, bool required = true) =>
        Of(name, "an RFC 3339 time or epoch milliseconds", required, false, (ref Utf8Scanner scanner, string _) =>
        {
            var good = scanner.TryTime(out var ticks) && ticks != Rfc3339.NoTime;
            set(ticks);
            return good;
        });

    public static ObjectMember Flag(string name, Action<bool> set, bool required = true, bool nullable = false) =>
        Of(name, "true or false", required, nullable, (ref Utf8Scanner scanner, string _) =>
        {
            var value = scanner.TryLiteral("true"u8);
            set(value);
            return value || scanner.TryLiteral("false"u8);
        });

    /// <param name="longest">Most characters; at least one is needed.</param>
    public static ObjectMember Text(string name, int longest, Action<string> set) =>
        Of(name, $"a string of 1 to {longest} characters", true, false, (ref Utf8Scanner scanner, string _) =>
        {
            var value = scanner.TryText(out var text) ? Encoding.UTF8.GetString(text) : "";
            set(value);
            return value.Length >= 1 && value.Length <= longest;
        });

    private static ObjectMember Of(string name, string expected, bool required, bool nullable, ObjectMember.Reader read) =>
        required && !nullable
            ? new ObjectMember(name, expected, read)
            : new ObjectMember(
                name,
                expected + " or null",
                (ref Utf8Scanner scanner, string pointer) => scanner.TryLiteral("null"u8) || read(ref scanner, pointer),
                required);
}
