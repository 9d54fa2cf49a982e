// All five operations by the official SDK for Go: prints what they answered, as JSON.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/auth/basic"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/sdkerr"
	workspaceapp "github.com/huaweicloud/huaweicloud-sdk-go-v3/services/workspaceapp/v1"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/workspaceapp/v1/model"
)

var odd = os.Getenv("HOTSPOT_ODD_NAME")

func clientOf(secretKey string, projectID string) *workspaceapp.WorkspaceAppClient {
	credentials := basic.NewCredentialsBuilder().
		WithAk(os.Getenv("HOTSPOT_ACCESS_KEY")).
		WithSk(secretKey).
		WithProjectId(projectID)
	if token := os.Getenv("HOTSPOT_SECURITY_TOKEN"); token != "" {
		credentials.WithSecurityToken(token)
	}
	auth, err := credentials.SafeBuild()
	check(err)
	http, err := workspaceapp.WorkspaceAppClientBuilder().
		WithEndpoints([]string{os.Getenv("HOTSPOT_URL")}).
		WithCredential(auth).
		SafeBuild()
	check(err)
	return workspaceapp.NewWorkspaceAppClient(http)
}

func create(client *workspaceapp.WorkspaceAppClient) (string, error) {
	id := "u1"
	response, err := client.CreateHotspotSessionConfig(&model.CreateHotspotSessionConfigRequest{
		Body: &model.CreateHotspotSessionConfigReq{
			HotspotSessionMigrationEnable: true,
			HotspotExitSessionNum:         4,
			NonMigrateUsers:               &[]model.UserInfo{{UserId: &id, UserName: &odd}},
		},
	})
	if err != nil {
		return "", err
	}
	return *response.Id, nil
}

func configs(client *workspaceapp.WorkspaceAppClient, limit int32) ([]string, error) {
	offset := int32(0)
	response, err := client.ListHotspotSessionConfig(
		&model.ListHotspotSessionConfigRequest{Offset: &offset, Limit: &limit})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, item := range *response.Items {
		ids = append(ids, *item.Id)
	}
	return ids, nil
}

func update(client *workspaceapp.WorkspaceAppClient, id string) ([]any, error) {
	response, err := client.UpdateHotspotSessionConfig(&model.UpdateHotspotSessionConfigRequest{
		ConfigId: id,
		Body: &model.UpdateHotspotSessionConfigReq{
			HotspotSessionMigrationEnable: false, HotspotExitSessionNum: 7,
		},
	})
	if err != nil {
		return nil, err
	}
	return []any{*response.HotspotSessionMigrationEnable, *response.HotspotExitSessionNum}, nil
}

func change(
	client *workspaceapp.WorkspaceAppClient, id string, how model.UpdateUserEnum, user model.UserInfo,
) {
	_, err := client.UpdateNonMigrationUsers(&model.UpdateNonMigrationUsersRequest{
		ConfigId: id,
		Body: &model.UpdateNonMigrationUsersReq{
			UpdateType: &how, NonMigrateUsers: []model.UserInfo{user},
		},
	})
	check(err)
}

func names(client *workspaceapp.WorkspaceAppClient, id string, filter string) []any {
	offset, limit := int32(0), int32(10)
	response, err := client.ListNonMigrationUsers(&model.ListNonMigrationUsersRequest{
		ConfigId: id, UserName: &filter, Offset: &offset, Limit: &limit,
	})
	check(err)
	found := []string{}
	for _, user := range *response.NonMigrateUsers {
		found = append(found, *user.UserName)
	}
	return []any{*response.TotalCount, found}
}

func errorOf(err error) []any {
	var refused *sdkerr.ServiceResponseError
	if !errors.As(err, &refused) {
		return nil
	}
	return []any{refused.StatusCode, refused.ErrorCode, refused.ErrorMessage, refused.RequestId != ""}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	secretKey, project := os.Getenv("HOTSPOT_SECRET_KEY"), os.Getenv("HOTSPOT_PROJECT_ID")
	client := clientOf(secretKey, project)
	id, err := create(client)
	check(err)
	listed, err := configs(client, 100)
	check(err)
	updated, err := update(client, id)
	check(err)
	name, first := "Ωmega", "u1"
	change(client, id, model.GetUpdateUserEnumEnum().ADD, model.UserInfo{UserName: &name})
	filtered, added := names(client, id, odd), names(client, id, "")
	change(client, id, model.GetUpdateUserEnumEnum().DELETE, model.UserInfo{UserId: &first})

	var refusals [][]any
	_, err = configs(client, 1000)
	refusals = append(refusals, errorOf(err))
	_, err = configs(clientOf(secretKey+"x", project), 100)
	refusals = append(refusals, errorOf(err))
	_, err = create(clientOf(secretKey, "another-project"))
	refusals = append(refusals, errorOf(err))
	for _, unknown := range []string{"unknown", "answer-405", "answer-500", "answer-503"} {
		_, err = update(client, unknown)
		refusals = append(refusals, errorOf(err))
	}
	text, err := json.Marshal(map[string]any{
		"listed":   len(listed) == 1 && listed[0] == id,
		"updated":  updated,
		"filtered": filtered,
		"added":    added,
		"left":     names(client, id, ""),
		"errors":   refusals,
	})
	check(err)
	fmt.Println(string(text))
}
