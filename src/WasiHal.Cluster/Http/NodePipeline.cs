using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using WasiHal.Cluster.Security;

namespace WasiHal.Cluster.Http;

/// <summary>Puts the checks of every request before all else, also before what the program itself adds.</summary>
internal sealed class NodePipeline : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ProblemResponses>();
        app.UseMiddleware<RequestRateLimit>();
        app.UseMiddleware<RemoteAccess>();
        app.UseMiddleware<RequestOrigin>();
        app.UseMiddleware<OperatorGate>();
        next(app);
    };
}
