using System.Net.Http.Json;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>What tests of the settings of meetings share: how a change is sent.</summary>
public abstract class MeetingSettingsTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected static Task<Reply> SendAsync(
        TestNetwork network,
        HttpMethod method,
        string path,
        object? body = null,
        string? version = null
    ) => network.Coordinator.Api.SendAsync(method, network.InNetwork(path), body is null ? null : JsonContent.Create(body), r =>
        {
            if (version is not null)
            {
                r.Headers.TryAddWithoutValidation("If-Match", version);
            }
        });
}
