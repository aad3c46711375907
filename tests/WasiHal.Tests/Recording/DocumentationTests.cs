using WasiHal.Recording;
using WasiHal.Tests.Shared;

namespace WasiHal.Tests.Recording;

/// <summary>What docs/recording.md says.</summary>
public sealed class DocumentationTests
{
    private static readonly string[] Document = File.ReadAllLines(RepositoryRoot.PathOf("docs/recording.md"));

    [Fact]
    public void Story_Replayed_GoesAsItIsTold()
    {
        var lines = Document.Select(line => line.Trim()).Where(line => line.StartsWith("{\"", StringComparison.Ordinal)).ToArray();
        var board = new ReplayBoard(Recordings.Of(lines).FromLastStart());
        var bus = board.GetI2cBus(1);
        var values = new byte[8];

        bus.WriteRead(new(0x76), [0xd0], values.AsSpan(0, 1));
        HardwareAssert.Throws(HardwareErrorKind.NoAcknowledge, () => bus.WriteRead(new(0x76), [0xf7], values));
        var wrong = Assert.Throws<BusReplayException>(() => bus.WriteRead(new(0x76), [0xf3], values.AsSpan(0, 1)));

        Assert.Contains($"   bme280.bus.jsonl{wrong.Message["a.jsonl".Length..]}", Document);
    }

    [Fact]
    public void Tables_NameEveryKindOperationMemberAndWord()
    {
        var text = string.Join('\n', Document);
        foreach (var verb in Enum.GetValues<BusVerb>())
        {
            var shape = BusVerbShape.Of(verb);
            Assert.Contains($"| `{shape.Kind}", text, StringComparison.Ordinal);
            foreach (var word in new[] { shape.Operation, shape.Whole, shape.SecondWhole, shape.Real, shape.SecondReal, shape.Flag, shape.Text }.Concat(shape.Words ?? []).Concat(KebabWords.Errors).OfType<string>())
            {
                Assert.Contains($"`{word}`", text, StringComparison.Ordinal);
            }
        }
    }
}
