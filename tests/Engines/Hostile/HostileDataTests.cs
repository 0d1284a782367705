using System.Buffers;
using System.Text;
using System.Text.Json;
using TlEngine.Engines;
using Xunit.Abstractions;

namespace TlEngine.Tests.Engines.Hostile;

/// <summary>Every registered engine on every kind of data made to break it: an answer or a refusal, in bounded time.</summary>
public sealed class HostileDataTests(ITestOutputHelper output)
{
    // Far more than any engine needs; an algorithm gone quadratic would need minutes.
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    // What is measured is never refused, whatever it is; geometry that is none may be, and so may what others are to read.
    private static readonly string[] _measured = ["positions", "series"];

    public static TheoryData<string> Ids() => [.. RegisteredEngines.All.Select(engine => engine.Descriptor.Id)];

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var engine in RegisteredEngines.All.Select(engine => engine.Descriptor))
        {
            foreach (var member in HostileData.MembersOf(engine))
            {
                HostileData.NamesOf(member).ToList().ForEach(name => cases.Add(engine.Id, member, name));
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_HostileData_IsAnsweredOrRefusedInTime(string id, string member, string name)
    {
        var engine = RegisteredEngines.Find(id);
        foreach (var data in HostileData.Of(engine.Descriptor, member, name))
        {
            var request = new EngineRequest("run", Encoding.UTF8.GetBytes(data));
            var answer = new ArrayBufferWriter<byte>();
            Preparation? preparation = null;
            var time = ProcessorTime.Of(() =>
            {
                preparation = engine.Prepare(request);
                if (preparation is Preparation.Ready ready)
                {
                    using var hung = new CancellationTokenSource(TimeSpan.FromMinutes(5));
                    ready.Call.RunToEnd(answer, hung.Token);
                }
            });

            output.WriteLine($"{time.TotalMilliseconds:F0} ms, {preparation!.GetType().Name}: {data[^Math.Min(data.Length, 160)..]}");
            Assert.True(time < _bound, $"It took {time}.");
            AssertEnded(preparation, answer, member);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Table_OfAnEngine_HasWhatMustBeTried(string id)
    {
        var members = HostileData.MembersOf(RegisteredEngines.Find(id).Descriptor).ToArray();
        Assert.NotEmpty(members);
        Assert.All(members, member => Assert.Empty(
            (member switch
            {
                "series" => HostileData.OnSeries,
                "fences" => HostileData.OnFences,
                "route" => ["empty", "one point", "all equal", "50,000 points", "NaN and 1e308", "dateline and poles", "self-crossing"],
                _ => HostileData.OnPositions,
            }).Except(HostileData.NamesOf(member))));
    }

    /// <summary>Words that some writers put where JSON has none.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Prepare_NotANumberAsSuch_IsRefused(string id)
    {
        var engine = RegisteredEngines.Find(id);
        foreach (var word in (string[])["NaN", "Infinity", "-Infinity", "1e", "0x10", "01", "+1", ".5"])
        {
            var member = HostileData.MembersOf(engine.Descriptor).First();
            Assert.NotEmpty(engine.PrepareRefused($$"""{"{{member}}":[{"t":0,"lat":{{word}},"lon":1,"value":{{word}}}]}"""));
        }
    }

    private static void AssertEnded(Preparation preparation, ArrayBufferWriter<byte> answer, string member)
    {
        if (preparation is Preparation.Refused refused)
        {
            // Too many buckets between the first and the last point are a fault of their length, not of the series.
            Assert.NotEmpty(refused.Errors);
            Assert.All(refused.Errors, error => Assert.StartsWith(
                _measured.Contains(member) ? "/bucket" : $"/{member}", error.Pointer, StringComparison.Ordinal));
            return;
        }

        using var result = JsonDocument.Parse(answer.WrittenMemory);
        if (result.RootElement.TryGetProperty("quality", out var quality))
        {
            Assert.InRange(quality.GetProperty("used").GetInt32(), 0, quality.GetProperty("input").GetInt32());
        }
    }
}
