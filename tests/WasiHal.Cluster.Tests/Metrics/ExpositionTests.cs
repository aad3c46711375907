using System.Text;

namespace WasiHal.Cluster.Tests.Metrics;

/// <summary>The reader finds out what is wrong; one that reads anything would prove nothing.</summary>
public sealed class ExpositionTests
{
    private const string Head = "# HELP a b\n# TYPE a gauge\n";

    [Theory]
    [InlineData(Head + "a 1")]
    [InlineData(Head + "a{b=\"c\"\"} 1\n")]
    [InlineData(Head + "a{b=\"c\nd\"} 1\n")]
    [InlineData(Head + "a{b=\"\\x\"} 1\n")]
    [InlineData(Head + "a{b=\"c\",b=\"d\"} 1\n")]
    [InlineData(Head + "a{b=\"c\"} 1\na{b=\"c\"} 2\n")]
    [InlineData(Head + "a{b=\"\"} 1\na 2\n")]
    [InlineData(Head + "a NaN\n")]
    [InlineData(Head + "a +Inf\n")]
    [InlineData(Head + "a 1,5\n")]
    [InlineData(Head + "b 1\n")]
    [InlineData(Head + "\n")]
    [InlineData(Head + Head + "a 1\n")]
    [InlineData("a 1\n")]
    [InlineData("# HELP a b\n# TYPE a thing\na 1\n")]
    [InlineData("# HELP a b\n# TYPE b gauge\nb 1\n")]
    [InlineData("# HELP a b\n# TYPE a counter\na 1\n")]
    [InlineData("# HELP a_total b\n# TYPE a_total counter\na_total -1\n")]
    [InlineData("# HELP a b\n# TYPE a histogram\na_bucket{le=\"1.0\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# HELP a b\n# TYPE a histogram\na_bucket{le=\"1.0\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# HELP a b\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 2\n")]
    public void Read_BrokenText_Throws(string text) => Assert.Throws<FormatException>(() => Exposition.Read(Encoding.UTF8.GetBytes(text), isOpenMetrics: false));

    [Theory]
    [InlineData(Head + "a 1\n")]
    [InlineData(Head + "a 1\n# EOF\n# EOF\n")]
    [InlineData("# HELP a b\"c\n# TYPE a gauge\na 1\n# EOF\n")]
    [InlineData("# HELP a b\n# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n")]
    [InlineData("# HELP a_total b\n# TYPE a_total counter\na_total 1\n# EOF\n")]
    [InlineData("# HELP a b\n# TYPE a info\na_info 2\n# EOF\n")]
    public void Read_BrokenOpenMetrics_Throws(string text) => Assert.Throws<FormatException>(() => Exposition.Read(Encoding.UTF8.GetBytes(text), isOpenMetrics: true));

    [Fact]
    public void Read_RightText_UnderstandsIt()
    {
        var read = Exposition.Read(Encoding.UTF8.GetBytes("# HELP a_seconds b\\\\\\n\n# TYPE a_seconds gauge\n# UNIT a_seconds seconds\na_seconds{b=\"\\\\\\n\\\"}{\",c=\"\"} -1.5E-05\n# EOF\n"), isOpenMetrics: true);

        Assert.Equal(-1.5e-5, read.Find("a_seconds", ("b", "\\\n\"}{"), ("c", "")));
        Assert.Equal("seconds", read.Units["a_seconds"]);
    }
}
