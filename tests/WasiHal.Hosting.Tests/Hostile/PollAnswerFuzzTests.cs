using System.Globalization;
using WasiHal.Hosting.Tests.Runtime;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Tests.Hostile;

/// <summary>
/// Thousands of random answers of one Python plugin, each held against a model of the contract that is written in Python
/// too (<c>python/_fuzz/answers.py</c>) and tells in the next poll what ought to have come of the answer before.
/// </summary>
[Collection(GuestCollection.Name)]
public sealed class PollAnswerFuzzTests(GuestWorkshop workshop)
{
    private static readonly PluginLimits Limits = new() { CallDeadline = new Duration(TimeSpan.FromSeconds(60)) };

    [Fact]
    public async Task Poll_RandomAnswers_AreTakenOrRefusedAsTheContractSays()
    {
        var source = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Hostile", "python", "_fuzz", "answers.py"), TestContext.Current.CancellationToken);
        var definition = GuestWorkshop.Define(
            source,
            "fuzz",
            Limits,
            settings: new() { ["seed"] = FuzzRuns.Seed.ToString(CultureInfo.InvariantCulture) });
        var runs = FuzzRuns.Of(2_000);
        var (taken, refused) = (0, 0);
        var instance = await workshop.StartAsync(definition);
        await using (instance)
        {
            for (var run = 0; run < runs; run++)
            {
                var answer = await instance.PollAsync();
                var seed = $"answer {run} of seed {FuzzRuns.Seed}: {answer.Failure?.Message}\n{answer.Failure?.Detail}";
                Assert.False(answer.IsLost, seed);
                var got = answer.Failure is null ? Lines(instance.Measurements) : "refused";
                Assert.Equal(answer.Failure is null, instance.Measurements.Count > 0 || got == "taken\n");

                var expectation = await instance.PollAsync();
                Assert.Null(expectation.Failure);
                var expected = instance.Measurements.Items[0].Value.Text;
                Assert.True(expected == got, $"{seed}\nexpected {expected}\ngot {got}");
                _ = got == "refused" ? refused++ : taken++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"seed {FuzzRuns.Seed}: {runs} answers, {taken} taken, {refused} refused");
        Assert.All([taken, refused], ways => Assert.InRange(ways, runs / 20, runs));
    }

    private static string Lines(MeasurementBuffer measurements)
    {
        var lines = new List<string>();
        foreach (var one in measurements.Items)
        {
            var shown = one.Value.Kind switch
            {
                ReadingValueKind.Number => Hex(one.Value.Number),
                ReadingValueKind.Flag => one.Value.Flag ? "True" : "False",
                _ => one.Value.Text.EnumerateRunes().Count().ToString(CultureInfo.InvariantCulture),
            };
            lines.Add(string.Join('\t', one.Sensor, one.Quantity, one.Value.Kind, shown, one.Unit));
        }

        return "taken\n" + string.Join('\n', lines);
    }

    /// <summary>As Python's <c>float.hex</c>.</summary>
    private static string Hex(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var sign = bits >> 63 == 0 ? "" : "-";
        var exponent = (int)(bits >> 52) & 0x7FF;
        var fraction = bits & 0xF_FFFF_FFFF_FFFF;
        return (exponent, fraction) switch
        {
            (0, 0) => sign + "0x0.0p+0",
            (0, _) => string.Create(CultureInfo.InvariantCulture, $"{sign}0x0.{fraction:x13}p-1022"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{sign}0x1.{fraction:x13}p{exponent - 1023:+0;-0;+0}"),
        };
    }
}
