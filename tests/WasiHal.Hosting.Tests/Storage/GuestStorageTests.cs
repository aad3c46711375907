using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Storage;

/// <summary>Storage as a real Python plugin uses and misuses it.</summary>
[Collection(GuestCollection.Name)]
public sealed class GuestStorageTests(GuestWorkshop workshop)
{
    private const string Import = "from wit_world.imports import storage";

    [Fact]
    public async Task Keys_ThatAreNone_AreRefusedAndTheInstanceLives()
    {
        var source = GuestWorkshop.Sensor(
            """
            answers = []
            for key in ["", "a\0b", ".hidden", "a/b", "é", "k" * 65, "k" * 5_000_000, "\ud800", "a\nb"]:
                for verb in [storage.get, storage.delete, lambda key: storage.put(key, b"x")]:
                    try:
                        verb(key)
                        answers.append("accepted")
                    except Err as error:
                        answers.append(type(error.value).__name__)
                    except UnicodeEncodeError:
                        answers.append("Error_Invalid")
            return [Measurement("s", "answer", Value_Text(" ".join(sorted(set(answers)))), "")]
            """,
            Import);

        Assert.Equal("Error_Invalid", Assert.Single(await workshop.PollAsync(GuestWorkshop.Define(source, "strange-keys"))).Value.Text);
    }

    [Fact]
    public async Task Flood_OfPuts_EndsWithTheLimitsName()
    {
        var source = GuestWorkshop.Sensor(
            """
            done = 0
            try:
                for n in range(1000):
                    storage.put("k", str(n).encode())
                    done += 1
            except Err as error:
                return [Measurement("s", "done", Value_Number(done), "1"), Measurement("s", "answer", Value_Text(error.value.value), "")]
            """,
            Import);

        var measurements = await workshop.PollAsync(GuestWorkshop.Define(source, "flood"));

        Assert.InRange(measurements[0].Value.Number, 60, 70);
        Assert.Equal("storage is limited to 12 writes a minute (plugins.flood.limits.storage_writes_per_minute)", measurements[1].Value.Text);
    }

    [Fact]
    public async Task Values_SurviveASwap()
    {
        var first = GuestWorkshop.Sensor("storage.put('baseline', b'41')\nreturn []", Import);
        var second = GuestWorkshop.Sensor("return [Measurement('s', 'kept', Value_Number(int(storage.get('baseline')) + 1), '1')]", Import);
        await workshop.PollAsync(GuestWorkshop.Define(first, "survivor"));

        var measurement = Assert.Single(await workshop.PollAsync(GuestWorkshop.Define(second, "survivor")));

        Assert.Equal(42, measurement.Value.Number);
    }
}
