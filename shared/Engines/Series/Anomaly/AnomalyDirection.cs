namespace TlEngine.Engines.Series.Anomaly;

internal enum AnomalyDirection
{
    Both = 0,
    High = 1,
    Low = 2,
}
