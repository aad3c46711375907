using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Metrics;

namespace WasiHal.Cluster.Tests.Metrics;

public sealed class MetricsFormatsTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("*/*", false)]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", false)]
    [InlineData("application/json", false)]
    [InlineData("text/plain", false)]
    [InlineData("no type at all;;", false)]
    [InlineData("application/openmetrics-text", true)]
    [InlineData("application/openmetrics-text; version=1.0.0", true)]
    [InlineData("application/openmetrics-text; version=\"1.0.0\"; charset=utf-8", true)]
    [InlineData("application/openmetrics-text; version=0.0.1", false)]
    [InlineData("application/openmetrics-text; version=2.0.0, text/plain", false)]
    [InlineData("application/openmetrics-text;q=0", false)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2", true)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.2,text/plain;version=0.0.4;q=0.9", false)]
    [InlineData("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=1.0.0;q=0.3", true)]
    public void For_Accept_IsWhatIsWantedMore(string? accept, bool isOpenMetrics)
    {
        var context = new DefaultHttpContext();
        if (accept is not null)
        {
            context.Request.Headers.Accept = accept;
        }

        Assert.Equal(isOpenMetrics ? MetricsFormat.OpenMetrics : MetricsFormat.Prometheus, MetricsFormats.For(context.Request));
    }
}
