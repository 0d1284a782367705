using System.Text.Json;

namespace TlEngine.Tests.Engines.Drawing;

/// <summary>The members of results that pictures are made of.</summary>
internal static class DrawnMembers
{
    public static double Number(this JsonElement element, string member) => element.GetProperty(member).GetDouble();

    public static string Text(this JsonElement element, string member) => element.GetProperty(member).GetString()!;

    public static DateTimeOffset Time(this JsonElement element, string member) => element.GetProperty(member).GetDateTimeOffset();
}
