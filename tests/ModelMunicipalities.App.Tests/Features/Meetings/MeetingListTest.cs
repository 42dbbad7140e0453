namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>What tests of lists of meetings share: two groups, in one of which a time is not decided.</summary>
public abstract class MeetingListTest(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private protected async Task<(TestNetwork Network, int Meeting)> MakeAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs").Outside("Kalmar"));
        return (network, await network.PlannedMeetingAsync("Luleå"));
    }
}
