namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>What tests of the record share: a meeting that has begun.</summary>
public abstract class RecordTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected const string Hostile = "<img src=x onerror=alert(1)>";

    private protected async Task<(TestNetwork Network, string Room)> MakeAsync(double hours = -1)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Outside("Vännäs"));
        await network.MoveMeetingAsync(await network.MeetingAsync("Luleå", "bm1"), hours);
        return (network, await network.RoomAsync("Luleå", "bm1"));
    }

    private protected static string Page(TestNetwork network, string room, string path) =>
        network.Page(room[network.InNetwork().Length..] + path);
}
