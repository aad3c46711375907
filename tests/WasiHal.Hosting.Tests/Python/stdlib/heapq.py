import heapq

queue = [5, 1, 4]
heapq.heapify(queue)
heapq.heappush(queue, 0)
assert [heapq.heappop(queue) for _ in range(4)] == [0, 1, 4, 5]
assert heapq.nlargest(2, [3, 9, 5]) == [9, 5] and heapq.nsmallest(1, ["bb", "a"], key=len) == ["a"]
assert list(heapq.merge([1, 4], [2, 3])) == [1, 2, 3, 4] and heapq.heapreplace([1, 2], 5) == 1 and heapq.heappushpop([2], 1) == 1
