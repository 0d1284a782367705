using System.Globalization;

namespace TlEngine.Keda.Cost;

/// <summary>Prints ceilings.</summary>
internal static class CeilingText
{
    public static void Write(TextWriter writer, Ceiling ceiling, PriceList prices)
    {
        writer.WriteLine(
            F($"{ceiling.Environment}: the worst month costs {ceiling.WorstMonth:0.00} of {ceiling.Budget:0.00} USD beyond what is fixed"));
        foreach (var one in ceiling.Consumers)
        {
            var monthly = one.Pods * one.HoursPerMonth * prices.PodHour(one.Each);
            writer.WriteLine(F($"  {one.Workload.Name,-22} {one.Pods,2} pods × {one.HoursPerMonth,6:0.0} h  {one.Each.Cpu * 1000,5:0}m ")
                + F($"{one.Each.MemoryBytes / 1048576,5:0}Mi  {monthly,7:0.00}"));
        }

        foreach (var (item, monthly) in ceiling.Fixed)
        {
            writer.WriteLine(F($"  fixed: {item.Name} ({item.Provider})  {monthly:0.00}"));
        }

        foreach (var bound in ceiling.Bounds.OrderByDescending(bound => bound.Share))
        {
            writer.WriteLine(F($"  {bound.Share,6:0%}  {bound.Name}: {bound.Used:0.##} of {bound.Limit:0.##}"));
        }

        // "quota engine-running, pods" and "quota engine-running, limits.cpu" are one thing with two names.
        var binding = ceiling.Binding.Select(bound => bound.Name.Split(", ", 2)).GroupBy(parts => parts[0])
            .OrderByDescending(group => group.Count())
            .Select(group => group.Key + string.Concat(group.Where(parts => parts.Length > 1).Select((parts, i) =>
                (i == 0 ? " (" : ", ") + parts[1])) + (group.Any(parts => parts.Length > 1) ? ")" : ""));
        writer.WriteLine($"  binds: {string.Join("; ", binding)}");
        writer.WriteLine();
    }

    public static void WriteCluster(TextWriter writer, PriceList prices, IReadOnlyList<Ceiling> ceilings)
    {
        var items = prices.Fixed.Where(item => item.Scope == "cluster").Select(item => (Item: item, Monthly: prices.Monthly(item, 1)))
            .ToList();
        writer.WriteLine("Fixed items of the cluster");
        foreach (var (item, monthly) in items)
        {
            writer.WriteLine(F($"  {item.Name} ({item.Provider})  {monthly:0.00}"));
        }

        var cluster = items.Sum(item => item.Monthly);
        var own = ceilings.Sum(ceiling => ceiling.Fixed.Sum(item => item.Monthly));
        var worst = ceilings.Sum(ceiling => ceiling.WorstMonth);
        writer.WriteLine(F($"Everything at its ceiling for a month of {prices.HoursPerMonth} h: {cluster + own + worst:0.00} USD ")
            + F($"(cluster {cluster:0.00}, environments fixed {own:0.00}, pods {worst:0.00}); with no work {cluster + own:0.00} USD."));
        writer.WriteLine($"Prices: {prices.Compute.Provider}, {prices.Compute.Url}, noted {prices.Compute.Noted:yyyy-MM-dd}.");
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
