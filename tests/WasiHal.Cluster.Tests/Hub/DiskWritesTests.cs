using WasiHal.Cluster.Tests.Spoke;

namespace WasiHal.Cluster.Tests.Hub;

public sealed class DiskWritesTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly SteppedTime _time = new();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Read_AfterTenMinutes_SaysHowMuchThatIsInADay()
    {
        var disk = new DiskWrites(_time, _path);
        Write(1_000_000);
        Assert.Equal((1_000_000, null), disk.Read());

        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Null(disk.Read().BytesPerDay);
        _time.Step(TimeSpan.FromDays(100));
        _time.Advance(TimeSpan.FromMinutes(3));
        Write(2_000_000);

        Assert.Equal((2_000_000, 120_000_000), disk.Read());
    }

    [Fact]
    public void Read_AfterHours_ForgetsTheStart()
    {
        var disk = new DiskWrites(_time, _path);
        Write(0);
        disk.Read();
        Write(1_000_000_000);
        for (var minutes = 0; minutes < 300; minutes++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            disk.Read();
        }

        Assert.Equal(0, disk.Read().BytesPerDay);
    }

    [Theory]
    [InlineData("")]
    [InlineData("write_bytes")]
    [InlineData("rchar: 1\nwrite_bytes: many\n")]
    [InlineData("rchar: 1\nwrite_bytes: -1\n")]
    public void Read_AnythingElse_IsUnknown(string text)
    {
        File.WriteAllText(_path, text);

        Assert.Equal((null, null), new DiskWrites(_time, _path).Read());
        Assert.Equal((null, null), new DiskWrites(_time, _path + "-absent").Read());
    }

    private void Write(long bytes) => File.WriteAllText(_path, $"rchar: 12\nwchar: 34\nsyscr: 5\nsyscw: 6\nread_bytes: 7\nwrite_bytes: {bytes}\ncancelled_write_bytes: 8\n");
}
