namespace TlEngine.Engines.Series.Aggregate;

internal enum CalendarUnit
{
    Day = 0,
    Month = 1,
}
