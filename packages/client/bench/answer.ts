/** A page of users, as the service answers it. */
export function answer(page: { offset: number; limit: number; total: number }): Response {
  const { offset, limit, total } = page;
  const length = Math.max(0, Math.min(limit, total - offset));
  const non_migrate_users = Array.from({ length }, (_, index) => ({
    user_id: String(offset + index).padStart(32, "0"),
    user_name: `user-${offset + index}`,
  }));
  return Response.json({ total_count: total, non_migrate_users });
}
